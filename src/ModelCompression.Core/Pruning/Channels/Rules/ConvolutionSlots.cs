using ModelCompression.Ir;

namespace ModelCompression.Pruning.Channels.Rules;

/// <summary>Convolutions: input channels are tied to the weights that read them, output channels are new and tied to the weights and biases that make them.</summary>
internal static class ConvolutionSlots
{
    public static IEnumerable<(string Op, Func<SlotNode, bool> Rule)> Rules => [("Conv", Conv), ("ConvTranspose", ConvTranspose)];

    private static bool Conv(SlotNode node)
    {
        if (node.In(0) is not { Length: > 2 } x || node.In(1) is not { } w || !node.IsConstant(1) || w.Length != x.Length || x[1].Length == 0)
        {
            return false;
        }

        var groups = (int)node.Node.Int("group", 1);
        var (inputs, outputs) = (x[1].Length, w[0].Length);
        if (groups == 1)
        {
            node.Table.Union(x[1], w[1]);
            node.Consumes(1, 1);
        }
        else if (groups == inputs && outputs % groups == 0)
        {
            Depthwise(node, x[1], w, outputs / groups);
        }
        else if (inputs % groups == 0 && outputs % groups == 0)
        {
            SameInEachGroup(node, x[1], w[1], inputs / groups);
            node.Consumes(1, 1);
            SameInEachGroup(node, w[0], w[0][..(outputs / groups)], outputs / groups);
        }
        else
        {
            return false;
        }

        FreezeKernel(node, w);
        Finish(node, x, w[0]);
        return true;
    }

    /// <summary>Output o reads input o / m alone: both go together, and the number of groups shrinks.</summary>
    private static void Depthwise(SlotNode node, int[] x, int[][] w, int multiplier)
    {
        for (var output = 0; output < w[0].Length; output++)
        {
            node.Table.Union(w[0][output], x[output / multiplier]);
        }

        node.Table.Freeze(w[1]);
        node.OnRemoval(removal =>
        {
            if (removal.Changes(x))
            {
                node.Node.SetAttribute(Ir.Attribute.Int("group", removal.Count(x)));
            }
        });
    }

    /// <summary>Channels at the same place of each group go together, so that groups stay equal.</summary>
    private static void SameInEachGroup(SlotNode node, int[] channels, int[] within, int size)
    {
        for (var i = 0; i < channels.Length; i++)
        {
            node.Table.Union(channels[i], within[i % size]);
        }
    }

    private static bool ConvTranspose(SlotNode node)
    {
        if (node.In(0) is not { Length: > 2 } x || node.In(1) is not { } w || !node.IsConstant(1) || w.Length != x.Length || x[1].Length == 0)
        {
            return false;
        }

        var groups = (int)node.Node.Int("group", 1);
        if (groups == 1)
        {
            node.Table.Union(x[1], w[0]);
            node.Consumes(1, 0);
            FreezeKernel(node, w);
            Finish(node, x, w[1]);
            return true;
        }

        if (groups != x[1].Length || w[1].Length != 1)
        {
            return false;
        }

        node.Table.Union(x[1], w[0]);
        node.Table.Freeze(w[1]);
        FreezeKernel(node, w);
        node.OnRemoval(removal =>
        {
            if (removal.Changes(x[1]))
            {
                node.Node.SetAttribute(Ir.Attribute.Int("group", removal.Count(x[1])));
            }
        });
        Finish(node, x, x[1]);
        return true;
    }

    private static void FreezeKernel(SlotNode node, int[][] w)
    {
        foreach (var axis in w.Skip(2))
        {
            node.Table.Freeze(axis);
        }
    }

    private static void Finish(SlotNode node, int[][] x, int[] channels)
    {
        if (node.In(2) is { Length: 1 } bias)
        {
            node.Table.Union(bias[0], channels);
        }

        var dims = node.OutDims();
        node.SetOut([x[0], channels, .. Enumerable.Range(2, x.Length - 2).Select(axis => node.Frozen(dims is not null && axis < dims.Count ? dims[axis].Size ?? 0 : 0))]);
    }
}
