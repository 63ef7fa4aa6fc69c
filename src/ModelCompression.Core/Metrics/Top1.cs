using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>Share of samples whose highest score in the first output, the first of equals, belongs to the right class.</summary>
[Strategy("Top1", "Share of samples whose highest score belongs to the right class; needs class labels.")]
public sealed class Top1 : IMetric
{
    public string Name => "Top1";

    public LabelKind Needs => LabelKind.Class;

    public double? Bound => 1;

    public bool CountsSuccesses => true;

    public IMetricAccumulator Start() => new SuccessAccumulator(Name, scores => scores.Predicted == scores.Label);
}
