using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Sums up <see cref="Fidelity"/> and the informative numbers beside it.</summary>
public sealed class FidelityAccumulator : IMetricAccumulator
{
    private readonly List<double> _cosines = [];
    private readonly List<OutputComparison> _outputs = [];
    private double _sum;

    /// <summary>Mean over the samples of the mean cosine over the outputs; NaN without samples.</summary>
    public double Value => _cosines.Count == 0 ? double.NaN : _sum / _cosines.Count;

    public IReadOnlyList<double> PerSample => _cosines;

    /// <exception cref="ArgumentException">The two models have a different number of outputs.</exception>
    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (outputs.Count != reference.Count)
        {
            throw new ArgumentException($"{outputs.Count} outputs cannot be compared with {reference.Count}.", nameof(outputs));
        }

        while (_outputs.Count < outputs.Count)
        {
            _outputs.Add(new OutputComparison(divergence: _outputs.Count == 0));
        }

        var cosine = outputs.Count == 0 ? 1 : Enumerable.Range(0, outputs.Count).Sum(i => _outputs[i].Add(outputs[i], reference[i])) / outputs.Count;
        _cosines.Add(cosine);
        _sum += cosine;
    }

    /// <summary>The numbers so far.</summary>
    /// <param name="names">The outputs' names, in order.</param>
    public FidelityReport Report(IReadOnlyList<string> names)
    {
        var outputs = _outputs.Select((output, i) => output.Report(names[i])).ToList();
        return new FidelityReport(
            Value,
            OutputComparison.Decibels(_outputs.Sum(output => output.Signal), _outputs.Sum(output => output.Noise)),
            outputs.Select(output => output.MaxAbsoluteError).DefaultIfEmpty(0).Max(),
            OutputComparison.Share(_outputs.Sum(output => output.Rows.Agreeing), _outputs.Sum(output => output.Rows.Rows)),
            outputs.Sum(output => output.NonFinite),
            outputs)
        {
            TopOverlap = OutputComparison.Share(_outputs.Sum(output => output.Rows.TopShared), _outputs.Sum(output => output.Rows.TopElements)),
            KlDivergence = _outputs.Count == 0 ? null : _outputs[0].Rows.Divergence,
        };
    }
}
