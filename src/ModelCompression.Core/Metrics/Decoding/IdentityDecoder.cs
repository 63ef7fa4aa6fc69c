using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>Leaves an output as it is.</summary>
[Strategy("identity", "The output as it is.")]
public sealed class IdentityDecoder : IOutputDecoder
{
    public TensorData Decode(TensorData output, TensorData? mask) => output;
}
