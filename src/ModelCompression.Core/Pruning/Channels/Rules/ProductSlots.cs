namespace ModelCompression.Pruning.Channels.Rules;

/// <summary>Matrix products: what is summed over is tied between the factors, the other axes pass to the result.</summary>
internal static class ProductSlots
{
    public static IEnumerable<(string Op, Func<SlotNode, bool> Rule)> Rules => [("Gemm", Gemm), ("MatMul", MatMul)];

    private static bool Gemm(SlotNode node)
    {
        if (node.In(0) is not { Length: 2 } a || node.In(1) is not { Length: 2 } b)
        {
            return false;
        }

        var (rows, inner) = node.Node.Int("transA", 0) == 0 ? (a[0], a[1]) : (a[1], a[0]);
        var (otherInner, columns) = node.Node.Int("transB", 0) == 0 ? (b[0], b[1]) : (b[1], b[0]);
        node.Table.Union(inner, otherInner);
        node.Consumes(0, node.Node.Int("transA", 0) == 0 ? 1 : 0);
        node.Consumes(1, node.Node.Int("transB", 0) == 0 ? 0 : 1);
        if (node.Node.Input(2) is not null && (node.In(2) is not { } c || !ElementwiseSlots.Tie(node, [[rows, columns], c])))
        {
            return false;
        }

        node.SetOut([rows, columns]);
        return true;
    }

    private static bool MatMul(SlotNode node)
    {
        if (node.In(0) is not { Length: >= 2 } a || node.In(1) is not { Length: >= 2 } b)
        {
            return false;
        }

        node.Table.Union(a[^1], b[^2]);
        node.Consumes(0, a.Length - 1);
        node.Consumes(1, b.Length - 2);
        if (ElementwiseSlots.Broadcast(node, [a[..^2], b[..^2]]) is not { } batch)
        {
            return false;
        }

        node.SetOut([.. batch, a[^2], b[^1]]);
        return true;
    }
}
