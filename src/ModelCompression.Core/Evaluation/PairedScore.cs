using ModelCompression.Inference;
using ModelCompression.Metrics;

namespace ModelCompression.Evaluation;

/// <summary>The metric of both models and their fidelity, summed up sample by sample.</summary>
internal sealed class PairedScore
{
    private readonly IMetric _metric;
    private readonly IMetricAccumulator? _original;
    private readonly IMetricAccumulator _candidate;
    private readonly FidelityAccumulator _fidelity;

    public PairedScore(IMetric metric)
    {
        _metric = metric;
        _original = metric.ComparesWithOriginal ? null : metric.Start();
        _candidate = metric.Start();
        _fidelity = _candidate as FidelityAccumulator ?? new FidelityAccumulator();
    }

    public int Samples => _fidelity.PerSample.Count;

    public void Add(Sample sample, PairResult result)
    {
        _original?.Add(sample, result.Original, result.Original);
        _candidate.Add(sample, result.Candidate, result.Original);
        if (_fidelity != _candidate)
        {
            _fidelity.Add(sample, result.Candidate, result.Original);
        }
    }

    /// <param name="outputNames">For the report on fidelity.</param>
    /// <param name="factory">Tells what ran the models.</param>
    public EvaluationResult Result(IReadOnlyList<string> outputNames, IModelRunnerFactory factory)
    {
        var outcomes = new PairedOutcomes([.. _original?.PerSample ?? []], [.. _candidate.PerSample]);
        return new EvaluationResult(
            _metric.Name,
            _metric.Better,
            _metric.Bound,
            _original?.Value ?? _metric.Bound ?? double.NaN,
            _candidate.Value,
            Samples,
            _metric.CountsSuccesses ? SuccessCounts.Of(outcomes.Original, outcomes.Compressed) : null,
            _fidelity.Report(outputNames),
            factory.CpuClass,
            factory.Runtime,
            outcomes);
    }
}
