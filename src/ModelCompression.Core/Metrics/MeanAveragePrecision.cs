using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Metrics.Detection;

namespace ModelCompression.Metrics;

/// <summary>
/// Mean average precision as COCO reports it (AP@[.50:.05:.95]): the mean over the classes that have objects, and over ten overlaps from 0.5 to 0.95, of the average precision
/// at 101 recalls; at most 100 boxes of a class in an image; objects of every size.
/// </summary>
[Strategy("MeanAveragePrecision", "Mean average precision of boxes, over overlaps from 0.5 to 0.95 (mAP50-95, as COCO); needs boxes as labels.")]
public sealed class MeanAveragePrecision : IMetric
{
    private const double First = 0.5;
    private const double Last = 0.95;

    public string Name => "MeanAveragePrecision";

    public LabelKind Needs => LabelKind.Boxes;

    public double? Bound => 1;

    /// <summary>Computed as the reference does, so that an overlap exactly at a threshold falls on the same side.</summary>
    public IMetricAccumulator Start() => new DetectionAccumulator(Name, [.. Enumerable.Range(0, 9).Select(step => First + (step * ((Last - First) / 9))), Last]);
}
