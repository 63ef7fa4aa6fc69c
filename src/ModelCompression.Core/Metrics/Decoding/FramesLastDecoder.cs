using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>The scores of the last frame.</summary>
[Strategy("frames-last", "Class scores of a recording: those of its last frame.")]
public sealed class FramesLastDecoder : IOutputDecoder
{
    public TensorData Decode(TensorData output, TensorData? mask) => FramePooling.Pool(output, "frames-last", frames => frames[^1]);
}
