using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>What every scheme for the constant matrix of a MatMul or Gemm asks of it.</summary>
public static class MatrixWeight
{
    /// <summary>Why the node has no finite constant float matrix to quantize, or null.</summary>
    public static string? Problem(Node node)
    {
        if (node.Input(1)?.Constant is not { Element: ElementType.Float } weight)
        {
            return node.Input(1) switch
            {
                { IsGraphInput: true } => "the weight is a graph input that a caller may override",
                { Constant: { } other } => $"the weight is of type {other.Element}, not Float",
                _ => "both of its inputs are computed, so there is no stored weight to quantize",
            };
        }

        if (weight.Shape.Rank != 2)
        {
            return "the weight is not a matrix";
        }

        if (weight.AsSpan<float>().ContainsNonFinite())
        {
            return "the weight holds values that are not finite";
        }

        return node.OpType == "Gemm" ? GemmProblem(node) : null;
    }

    private static string? GemmProblem(Node node)
    {
        if (node.Int("transA", 0) != 0)
        {
            return "transA is set";
        }

        return node.Input(2) is { Constant: null } && node.Float("beta", 1) != 1 ? "beta scales a bias that is not constant" : null;
    }
}
