namespace ModelCompression.Pruning.Channels.Rules;

/// <summary>Pools, resizing and padding: each channel on its own.</summary>
internal static class WindowSlots
{
    private static readonly string[] Pools = ["MaxPool", "AveragePool", "LpPool", "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"];

    public static IEnumerable<(string Op, Func<SlotNode, bool> Rule)> Rules =>
        [.. Pools.Select(op => (op, (Func<SlotNode, bool>)Pool)), ("Resize", Resize), ("Upsample", Resize), ("Pad", Pad), ("DepthToSpace", node => Blocks(node, toSpace: true)), ("SpaceToDepth", node => Blocks(node, toSpace: false))];

    private static bool Pool(SlotNode node)
    {
        if (node.In(0) is not { Length: > 2 } x || node.Node.Outputs.Skip(1).Any(output => output is not null))
        {
            return false;
        }

        node.SetOut([x[0], x[1], .. Rest(node, x.Length)]);
        return true;
    }

    /// <summary>Axes after the first two, which keep all they have.</summary>
    private static IEnumerable<int[]> Rest(SlotNode node, int rank, int from = 2)
    {
        var dims = node.OutDims();
        return Enumerable.Range(from, rank - from).Select(axis => node.Frozen(dims is not null && axis < dims.Count ? dims[axis].Size ?? 0 : 0));
    }

    private static bool Resize(SlotNode node)
    {
        if (node.In(0) is not { Length: > 2 } x || node.Dims(0) is not { } before || node.OutDims() is not { } after || before[1].Size is null || before[1] != after[1])
        {
            return false;
        }

        if (node.Node.Input(3) is not null && node.Numbers(3) is not { Length: > 1 })
        {
            return false;
        }

        node.OnRemoval(removal =>
        {
            if (removal.Changes(x[1]) && node.Node.Input(3) is not null && node.Numbers(3) is { } sizes && sizes.Length == x.Length)
            {
                removal.SetNumbers(node.Node, 3, [sizes[0], removal.Count(x[1]), .. sizes[2..]]);
            }
        });
        node.SetOut([x[0], x[1], .. Rest(node, x.Length)]);
        return true;
    }

    private static bool Pad(SlotNode node)
    {
        var pads = node.NumbersOrAttribute("pads", 1);
        if (node.In(0) is not { } x || pads is null || pads.Length != 2 * x.Length || node.Node.Input(3) is not null)
        {
            return false;
        }

        var dims = node.OutDims();
        var result = new int[x.Length][];
        for (var axis = 0; axis < x.Length; axis++)
        {
            if (pads[axis] == 0 && pads[axis + x.Length] == 0)
            {
                result[axis] = x[axis];
                continue;
            }

            node.Table.Freeze(x[axis]);
            result[axis] = node.Frozen(dims is not null && axis < dims.Count ? dims[axis].Size ?? 0 : 0);
        }

        node.SetOut(result);
        return true;
    }

    /// <summary>The channels that one channel of the other side is made of, or makes, go together.</summary>
    private static bool Blocks(SlotNode node, bool toSpace)
    {
        var block = (int)node.Node.Int("blocksize", 0);
        if (node.In(0) is not { Length: 4 } x || block < 1 || (toSpace && x[1].Length % (block * block) != 0))
        {
            return false;
        }

        var (square, isCrd) = (block * block, node.Node.Text("mode", "DCR") == "CRD");
        var many = toSpace ? x[1] : node.Table.Fresh((long)x[1].Length * square);
        var few = toSpace ? node.Table.Fresh(x[1].Length / square) : x[1];
        for (var channel = 0; channel < few.Length; channel++)
        {
            for (var k = 0; k < square; k++)
            {
                node.Table.Union(many[toSpace && isCrd ? (channel * square) + k : (k * few.Length) + channel], few[channel]);
            }
        }

        node.SetOut([x[0], toSpace ? few : many, .. Rest(node, 4)]);
        return true;
    }
}
