using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Reductions over axes given as attribute or input.</summary>
internal static class ReductionShapes
{
    private static readonly string[] Reductions =
        ["ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare"];

    public static IEnumerable<(string Op, Action<NodeShapes> Infer)> Rules =>
    [
        .. Reductions.Select(op => (op, (Action<NodeShapes>)InferReduction)),
        ("ArgMax", InferArg),
        ("ArgMin", InferArg),
    ];

    private static void InferReduction(NodeShapes node)
    {
        var axes = node.NumbersOrAttribute("axes", 1, out var isKnown);
        if (node.Dims(0) is not { } dims || !isKnown)
        {
            node.Set(0, node.Element(0), null);
            return;
        }

        if (axes is null or { Length: 0 } && node.Node.Int("noop_with_empty_axes", 0) != 0)
        {
            node.Set(0, node.Element(0), dims);
            return;
        }

        var reduced = axes is null or { Length: 0 } ? [.. Enumerable.Range(0, dims.Count)] : NodeShapes.Axes(axes, dims.Count);
        if (reduced is not null)
        {
            node.Set(0, node.Element(0), Without(dims, reduced, node.Node.Int("keepdims", 1) != 0));
        }
    }

    private static void InferArg(NodeShapes node)
    {
        if (node.Dims(0) is { } dims && NodeShapes.Axis(node.Node.Int("axis", 0), dims.Count) is { } axis)
        {
            node.Set(0, ElementType.Int64, Without(dims, [axis], node.Node.Int("keepdims", 1) != 0));
        }
    }

    private static IEnumerable<Dimension> Without(IReadOnlyList<Dimension> dims, int[] axes, bool keep) =>
        keep
            ? dims.Select((dim, axis) => axes.Contains(axis) ? Dimension.Of(1) : dim)
            : dims.Where((_, axis) => !axes.Contains(axis));
}
