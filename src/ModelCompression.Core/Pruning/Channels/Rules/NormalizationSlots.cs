namespace ModelCompression.Pruning.Channels.Rules;

/// <summary>
/// Normalizations and sums: parameters are tied to the channels they belong to. What is computed over an axis would be another number without some of its entries, so that
/// axis keeps all it has.
/// </summary>
internal static class NormalizationSlots
{
    private static readonly string[] Reductions = ["ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare"];

    public static IEnumerable<(string Op, Func<SlotNode, bool> Rule)> Rules =>
    [
        ("BatchNormalization", Channels), ("InstanceNormalization", Channels), ("LayerNormalization", LayerNormalization), ("Softmax", node => Over(node, 13)), ("LogSoftmax", node => Over(node, 13)),
        ("Hardmax", node => Over(node, 13)), ("QuantizeLinear", PerAxis), ("DequantizeLinear", PerAxis), .. Reductions.Select(op => (op, (Func<SlotNode, bool>)Reduce)),
    ];

    private static bool Channels(SlotNode node)
    {
        if (node.In(0) is not { Length: >= 2 } x || node.Node.Outputs.Skip(1).Any(output => output is not null))
        {
            return false;
        }

        for (var input = 1; input < node.Node.Inputs.Count; input++)
        {
            if (node.In(input) is not { Length: 1 } parameter)
            {
                return false;
            }

            node.Table.Union(parameter[0], x[1]);
        }

        node.SetOut(x);
        return true;
    }

    private static bool PerAxis(SlotNode node)
    {
        if (node.In(0) is not { } x)
        {
            return false;
        }

        for (var input = 1; input < node.Node.Inputs.Count; input++)
        {
            if (node.Node.Input(input) is null || node.In(input) is { Length: 0 })
            {
                continue;
            }

            if (node.In(input) is not { Length: 1 } parameter || SlotNode.Axis(node.Node.Int("axis", 1), x.Length) is not { } axis)
            {
                return false;
            }

            if (parameter[0].Length != 1)
            {
                node.Table.Union(parameter[0], x[axis]);
            }
        }

        node.SetOut(x);
        return true;
    }

    private static bool LayerNormalization(SlotNode node)
    {
        if (node.In(0) is not { Length: > 0 } x || SlotNode.Axis(node.Node.Int("axis", -1), x.Length) is not { } axis || node.Node.Outputs.Skip(1).Any(output => output is not null))
        {
            return false;
        }

        foreach (var normalized in x.Skip(axis))
        {
            node.Table.Freeze(normalized);
        }

        for (var input = 1; input < node.Node.Inputs.Count; input++)
        {
            if (node.Node.Input(input) is { } parameter)
            {
                node.Table.Freeze(parameter);
            }
        }

        node.SetOut(x);
        return true;
    }

    /// <summary>Over one axis, and before opset <paramref name="single"/> over all from there on.</summary>
    private static bool Over(SlotNode node, long single)
    {
        if (node.In(0) is not { Length: > 0 } x || SlotNode.Axis(node.Node.Int("axis", node.Opset < single ? 1 : -1), x.Length) is not { } axis)
        {
            return false;
        }

        foreach (var used in node.Opset < single ? x.Skip(axis) : [x[axis]])
        {
            node.Table.Freeze(used);
        }

        node.SetOut(x);
        return true;
    }

    private static bool Reduce(SlotNode node)
    {
        var given = node.NumbersOrAttribute("axes", 1);
        if (node.In(0) is not { } x || (given is null && node.Node.Input(1) is not null))
        {
            return false;
        }

        var axes = given is { Length: > 0 } ? given.Select(axis => SlotNode.Axis(axis, x.Length)).ToList() : [.. Enumerable.Range(0, node.Node.Int("noop_with_empty_axes", 0) != 0 ? 0 : x.Length).Select(axis => (int?)axis)];
        if (axes.Contains(null))
        {
            return false;
        }

        var keeps = node.Node.Int("keepdims", 1) != 0;
        var result = new List<int[]>();
        for (var axis = 0; axis < x.Length; axis++)
        {
            if (!axes.Contains(axis))
            {
                result.Add(x[axis]);
                continue;
            }

            node.Table.Freeze(x[axis]);
            if (keeps)
            {
                result.Add(node.Frozen(1));
            }
        }

        node.SetOut([.. result]);
        return true;
    }
}
