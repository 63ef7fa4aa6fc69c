using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Matrix products.</summary>
internal static class ProductShapes
{
    public static IEnumerable<(string Op, Action<NodeShapes> Infer)> Rules =>
    [
        ("MatMul", node => node.Set(0, node.Element(0), MatMul(node.Dims(0), node.Dims(1)))),
        ("MatMulInteger", node => node.Set(0, ElementType.Int32, MatMul(node.Dims(0), node.Dims(1)))),
        ("Gemm", InferGemm),
    ];

    private static IEnumerable<Dimension>? MatMul(IReadOnlyList<Dimension>? left, IReadOnlyList<Dimension>? right)
    {
        if (left is not { Count: > 0 } || right is not { Count: > 0 })
        {
            return null;
        }

        var batch = ElementwiseShapes.Broadcast([.. left.Take(left.Count - 2)], [.. right.Take(right.Count - 2)]) ?? [];
        IEnumerable<Dimension> rows = left.Count > 1 ? [left[^2]] : [];
        IEnumerable<Dimension> columns = right.Count > 1 ? [right[^1]] : [];
        return [.. batch, .. rows, .. columns];
    }

    private static void InferGemm(NodeShapes node)
    {
        var rows = node.Dims(0) is { Count: 2 } left ? left[node.Node.Int("transA", 0) != 0 ? 1 : 0] : Dimension.Unknown;
        var columns = node.Dims(1) is { Count: 2 } right ? right[node.Node.Int("transB", 0) != 0 ? 0 : 1] : Dimension.Unknown;
        node.Set(0, node.Element(0), [rows, columns]);
    }
}
