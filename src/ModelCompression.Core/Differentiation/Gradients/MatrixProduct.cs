using ModelCompression.Ir;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>Products with transposed operands.</summary>
internal static class MatrixProduct
{
    /// <summary>Aᵀ B of two matrices with equally many rows.</summary>
    public static Value OfTransposed(NodeEmitter emit, Value a, Value b) => emit.Call("Gemm", [a, b], Attribute.Int("transA", 1));

    /// <summary>The last two of <paramref name="rank"/> axes exchanged.</summary>
    public static Value Transposed(NodeEmitter emit, Value value, int rank) =>
        emit.Transpose(value, [.. Enumerable.Range(0, rank - 2).Select(axis => (long)axis), rank - 1, rank - 2]);
}
