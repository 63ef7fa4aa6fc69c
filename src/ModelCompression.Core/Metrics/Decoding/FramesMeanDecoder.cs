using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>The mean of the scores of all frames.</summary>
[Strategy("frames-mean", "Class scores of a recording: the mean over its frames.")]
public sealed class FramesMeanDecoder : IOutputDecoder
{
    public TensorData Decode(TensorData output, TensorData? mask) => FramePooling.Pool(output, "frames-mean", frames => frames.Average());
}
