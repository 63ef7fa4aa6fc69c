using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Metrics.Images;

namespace ModelCompression.Metrics;

/// <summary>
/// Mean over the classes of intersection over union of labelled and predicted pixels, counted over all images together; classes that are neither labelled nor predicted
/// anywhere are left out, and so are pixels to be ignored.
/// </summary>
[Strategy("MeanIou", "Mean intersection over union of the classes of pixels (mIoU); needs class maps as labels.")]
public sealed class MeanIou : IMetric
{
    public string Name => "MeanIou";

    public LabelKind Needs => LabelKind.ClassMap;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new ClassMapAccumulator(Name);
}
