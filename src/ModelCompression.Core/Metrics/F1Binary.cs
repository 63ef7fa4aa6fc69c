using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>F1 of class 1 of two. A single output is the probability of class 1, which is predicted above one half.</summary>
[Strategy("F1Binary", "F1 of class 1 of two; a single output is its probability; needs class labels.")]
public sealed class F1Binary : IMetric
{
    public string Name => "F1Binary";

    public LabelKind Needs => LabelKind.Class;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new PredictionAccumulator(Name, table => table.F1(1), single: true);
}
