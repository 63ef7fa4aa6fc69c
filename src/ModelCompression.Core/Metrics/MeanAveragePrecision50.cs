using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Metrics.Detection;

namespace ModelCompression.Metrics;

/// <summary><see cref="MeanAveragePrecision"/> at the single overlap 0.5.</summary>
[Strategy("MeanAveragePrecision50", "Mean average precision of boxes at overlap 0.5 (mAP50); needs boxes as labels.")]
public sealed class MeanAveragePrecision50 : IMetric
{
    public string Name => "MeanAveragePrecision50";

    public LabelKind Needs => LabelKind.Boxes;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new DetectionAccumulator(Name, [0.5]);
}
