using ModelCompression.Tensors;

namespace ModelCompression.Pruning.Channels.Rules;

/// <summary>Operators that arrange the same entries differently.</summary>
internal static class LayoutSlots
{
    public static IEnumerable<(string Op, Func<SlotNode, bool> Rule)> Rules =>
        [("Transpose", Transpose), ("Reshape", Reshape), ("Flatten", Flatten), ("Squeeze", Squeeze), ("Unsqueeze", Unsqueeze), ("Expand", Expand), ("Tile", Tile)];

    private static bool Transpose(SlotNode node)
    {
        if (node.In(0) is not { } x)
        {
            return false;
        }

        var order = node.Node.Ints("perm") ?? [.. Enumerable.Range(0, x.Length).Reverse().Select(axis => (long)axis)];
        if (order.Length != x.Length)
        {
            return false;
        }

        node.SetOut([.. order.Select(axis => x[axis])]);
        return true;
    }

    private static bool Reshape(SlotNode node)
    {
        if (node.Numbers(1) is not { } target || !node.IsConstant(1) || node.Node.Int("allowzero", 0) != 0 || Arranged(node) is not { } result || result.Length != target.Length)
        {
            return false;
        }

        node.OnRemoval(removal =>
        {
            if (result.Any(removal.Changes))
            {
                removal.SetNumbers(node.Node, 1, [.. target.Select((size, axis) => size > 0 && removal.Changes(result[axis]) ? removal.Count(result[axis]) : size)]);
            }
        });
        return true;
    }

    private static bool Flatten(SlotNode node) => Arranged(node) is not null;

    private static int[][]? Arranged(SlotNode node)
    {
        if (node.In(0) is not { } x || node.Dims(0) is not { } before || node.OutDims() is not { } after || new Rearrangement(node.Table, x, before).To(after) is not { } result)
        {
            return null;
        }

        node.SetOut(result);
        return result;
    }

    private static bool Squeeze(SlotNode node)
    {
        if (node.In(0) is not { } x || node.Dims(0) is not { } dims || (node.NumbersOrAttribute("axes", 1) is var axes && axes is null && (node.Node.Input(1) is not null || dims.Any(dim => dim.Size is null))))
        {
            return false;
        }

        var dropped = axes?.Select(axis => SlotNode.Axis(axis, x.Length)).ToHashSet() ?? [.. Enumerable.Range(0, x.Length).Where(axis => dims[axis].Size == 1).Select(axis => (int?)axis)];
        foreach (var axis in dropped)
        {
            node.Table.Freeze(axis is { } known ? x[known] : []);
        }

        node.SetOut([.. x.Where((_, axis) => !dropped.Contains(axis))]);
        return !dropped.Contains(null);
    }

    private static bool Unsqueeze(SlotNode node)
    {
        if (node.In(0) is not { } x || node.NumbersOrAttribute("axes", 1) is not { } axes)
        {
            return false;
        }

        var rank = x.Length + axes.Length;
        var added = axes.Select(axis => SlotNode.Axis(axis, rank)).ToHashSet();
        if (added.Contains(null) || added.Count != axes.Length)
        {
            return false;
        }

        var rest = new Queue<int[]>(x);
        node.SetOut([.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? node.Frozen(1) : rest.Dequeue())]);
        return true;
    }

    private static bool Expand(SlotNode node)
    {
        if (node.In(0) is not { } x || node.Numbers(1) is not { } target || !node.IsConstant(1) || node.OutDims() is not { } after)
        {
            return false;
        }

        var result = new int[after.Count][];
        for (var axis = 0; axis < result.Length; axis++)
        {
            var from = axis - (result.Length - x.Length);
            result[axis] = from >= 0 && x[from].Length == after[axis].Size && x[from].Length > 1 ? x[from] : node.Frozen(after[axis].Size ?? 0);
        }

        node.OnRemoval(removal =>
        {
            if (result.Any(removal.Changes))
            {
                var first = result.Length - target.Length;
                removal.SetNumbers(node.Node, 1, [.. target.Select((size, axis) => size > 1 && removal.Changes(result[first + axis]) ? removal.Count(result[first + axis]) : size)]);
            }
        });
        node.SetOut(result);
        return true;
    }

    private static bool Tile(SlotNode node)
    {
        if (node.In(0) is not { } x || node.Numbers(1) is not { } repeats || repeats.Length != x.Length || node.OutDims() is not { } after)
        {
            return false;
        }

        for (var axis = 0; axis < x.Length; axis++)
        {
            node.Table.Freeze(repeats[axis] == 1 ? [] : x[axis]);
        }

        node.SetOut([.. x.Select((slots, axis) => repeats[axis] == 1 ? slots : node.Frozen(after[axis].Size ?? 0))]);
        return true;
    }
}
