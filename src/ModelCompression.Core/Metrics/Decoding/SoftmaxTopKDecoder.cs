using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>Class scores. Softmax keeps their order, and metrics of classes look at nothing else: the scores stay as they are.</summary>
[Strategy("softmax-topk", "Class scores, of which the highest count.")]
public sealed class SoftmaxTopKDecoder : IOutputDecoder
{
    public TensorData Decode(TensorData output, TensorData? mask) => output;
}
