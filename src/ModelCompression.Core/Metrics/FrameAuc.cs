using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Area under the ROC curve over all frames of all recordings: the probability that a positive frame has a higher score than a negative one, equal scores counting half
/// (the Mann-Whitney statistic; Hanley and McNeil 1982). Needs no threshold. NaN when a score is not a number.
/// </summary>
[Strategy("FrameAuc", "Area under the ROC curve over all frames, for example of speech; needs labels of frames.")]
public sealed class FrameAuc : IMetric
{
    public string Name => "FrameAuc";

    public LabelKind Needs => LabelKind.Frames;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new FrameAucAccumulator();
}
