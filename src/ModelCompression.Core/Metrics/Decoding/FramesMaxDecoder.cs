using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>The highest score of each class in any frame; NaN where a score is not a number.</summary>
[Strategy("frames-max", "Class scores of a recording: the highest of any frame.")]
public sealed class FramesMaxDecoder : IOutputDecoder
{
    public TensorData Decode(TensorData output, TensorData? mask) => FramePooling.Pool(output, "frames-max", frames => frames.Any(double.IsNaN) ? double.NaN : frames.Max());
}
