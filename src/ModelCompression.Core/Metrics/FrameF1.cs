using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// F1 = 2 TP / (2 TP + FP + FN) over all frames of all recordings; a frame counts as positive when its score is at or above the threshold, one half unless the
/// preprocessing spec says otherwise.
/// </summary>
[Strategy("FrameF1", "F1 of positive frames, for example of speech; needs labels of frames.")]
public sealed class FrameF1 : IMetric
{
    private readonly double _threshold;

    public FrameF1()
        : this(0.5)
    {
    }

    private FrameF1(double threshold) => _threshold = threshold;

    public string Name => "FrameF1";

    public LabelKind Needs => LabelKind.Frames;

    public double? Bound => 1;

    public IMetric WithThreshold(double threshold) => new FrameF1(threshold);

    public IMetricAccumulator Start() => new FrameF1Accumulator(_threshold);
}
