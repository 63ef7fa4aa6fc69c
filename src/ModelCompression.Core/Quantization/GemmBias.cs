using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>The bias of a Gemm that becomes a product and an Add.</summary>
internal static class GemmBias
{
    /// <summary>beta * bias as a constant; the bias itself when beta is 1.</summary>
    public static Value Scaled(GraphEditor edit, Value bias, float beta, string name) =>
        beta == 1 || bias.Constant is not { } constant
            ? bias
            : edit.Constant(name + "_bias", TensorData.Floats(constant.Shape, Array.ConvertAll(constant.ToFloats(), value => value * beta)));
}
