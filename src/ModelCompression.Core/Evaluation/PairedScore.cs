using ModelCompression.Evaluation.Resampling;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Evaluation;

/// <summary>The metric of both models and their fidelity, summed up sample by sample. Metrics judge decoded outputs; fidelity compares the raw ones, or embeddings where those are all an app uses.</summary>
internal sealed class PairedScore
{
    /// <summary>More changed samples than this nobody looks at one by one.</summary>
    private const int MostChanged = 100;
    private const int MostConfusions = 20;

    private readonly List<string> _names = [];
    private readonly IMetric _metric;
    private readonly IMetricAccumulator? _original;
    private readonly IMetricAccumulator _candidate;
    private readonly FidelityAccumulator _fidelity;
    private readonly OutputDecoding _decoding;
    private readonly IReadOnlyList<string> _outputNames;

    /// <param name="outputNames">The models' outputs.</param>
    public PairedScore(IMetric metric, OutputDecoding decoding, IReadOnlyList<string> outputNames)
    {
        _decoding = decoding;
        _outputNames = outputNames;
        _metric = metric;
        _original = metric.ComparesWithOriginal ? null : metric.Start();
        _candidate = metric.Start();
        _fidelity = _candidate as FidelityAccumulator ?? new FidelityAccumulator();
    }

    public int Samples => _fidelity.PerSample.Count;

    public void Add(Sample sample, PairResult result)
    {
        var original = Decoded(sample, result.Original);
        _original?.Add(sample, original, original);
        _names.Add(sample.Id);
        _candidate.Add(sample, Decoded(sample, result.Candidate), original);
        if (_fidelity != _candidate)
        {
            _fidelity.Add(sample, Comparable(sample, result.Candidate), Comparable(sample, result.Original));
        }
    }

    /// <param name="factory">Tells what ran the models.</param>
    /// <param name="draws">How the scatter is drawn.</param>
    /// <param name="mode">How the samples are taken apart, or null.</param>
    public EvaluationResult Result(IModelRunnerFactory factory, (int Draws, int Seed, int Threads) draws, EvaluationMode? mode = null)
    {
        var outcomes = new PairedOutcomes([.. _original?.PerSample ?? []], [.. _candidate.PerSample]) { Classes = [.. _candidate.Classes] };
        return new EvaluationResult(
            _metric.Name,
            _metric.Better,
            _metric.Bound,
            _original?.Value ?? _metric.Bound ?? double.NaN,
            _candidate.Value,
            _candidate.Count,
            _metric.CountsSuccesses ? SuccessCounts.Of(outcomes.Original, outcomes.Compressed) : null,
            _fidelity.Report(_outputNames),
            factory.CpuClass,
            factory.Runtime,
            outcomes)
        {
            Changed = _metric.CountsSuccesses ? ChangedSample.Of(_names, outcomes, (_original?.Answers ?? [], _candidate.Answers), MostChanged) : [],
            Confusions = Confusion.Of(outcomes.Classes, _original?.Answers ?? [], _candidate.Answers, MostConfusions),
            Parts = mode?.Measure(_original, _candidate, _metric.Bound ?? double.NaN, _metric.Better),
            DropQuantiles = _metric.CountsSuccesses ? null : Bootstrap.DropQuantiles(_original, _candidate, _metric.Bound ?? double.NaN, _metric.Better, draws),
        };
    }

    private IReadOnlyList<TensorData> Decoded(Sample sample, IReadOnlyList<TensorData> outputs) =>
        _metric.ComparesWithOriginal ? Comparable(sample, outputs) : _decoding.Decode(sample, _outputNames, outputs);

    private IReadOnlyList<TensorData> Comparable(Sample sample, IReadOnlyList<TensorData> outputs) => _decoding.Comparable(sample, _outputNames, outputs);
}
