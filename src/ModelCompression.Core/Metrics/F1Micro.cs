using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>F1 of all decisions together; with one label a sample it is the share of right samples, unless scores are not numbers.</summary>
[Strategy("F1Micro", "F1 of all decisions together (micro); needs class labels.")]
public sealed class F1Micro : IMetric
{
    public string Name => "F1Micro";

    public LabelKind Needs => LabelKind.Class;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new PredictionAccumulator(Name, table => table.MicroF1());
}
