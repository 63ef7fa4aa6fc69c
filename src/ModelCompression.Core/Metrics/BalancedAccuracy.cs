using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>Mean over the classes of the share of their samples that are right (macro recall).</summary>
[Strategy("BalancedAccuracy", "Mean over the classes of the share of right samples; needs class labels.")]
public sealed class BalancedAccuracy : IMetric
{
    public string Name => "BalancedAccuracy";

    public LabelKind Needs => LabelKind.Class;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new PredictionAccumulator(Name, table => table.MeanRecall());
}
