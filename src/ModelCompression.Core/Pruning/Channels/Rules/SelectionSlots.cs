using ModelCompression.Tensors;

namespace ModelCompression.Pruning.Channels.Rules;

/// <summary>Operators that join tensors or pick parts of them.</summary>
internal static class SelectionSlots
{
    public static IEnumerable<(string Op, Func<SlotNode, bool> Rule)> Rules => [("Concat", Concat), ("Split", Split), ("Slice", Slice), ("Gather", Gather)];

    private static bool Concat(SlotNode node)
    {
        var operands = node.Node.Inputs.Select((_, index) => node.In(index)).ToList();
        if (operands.Any(operand => operand is null || operand.Length != operands[0]?.Length) || operands[0] is not { } first || SlotNode.Axis(node.Node.Int("axis", 0), first.Length) is not { } axis)
        {
            return false;
        }

        foreach (var operand in operands.Skip(1).OfType<int[][]>())
        {
            for (var other = 0; other < first.Length; other++)
            {
                if (other != axis)
                {
                    node.Table.Union(first[other], operand[other]);
                }
            }
        }

        var isKnown = Enumerable.Range(0, operands.Count).All(input => node.Dims(input)?[axis].Size is not null);
        if (!isKnown)
        {
            operands.ForEach(operand => node.Table.Freeze(operand?[axis] ?? []));
        }

        node.SetOut([.. first.Select((slots, other) => other != axis ? slots : isKnown ? [.. operands.SelectMany(operand => operand?[axis] ?? [])] : [])]);
        return true;
    }

    private static bool Split(SlotNode node)
    {
        var sizes = Enumerable.Range(0, node.Node.Outputs.Count).Select(output => node.Node.Outputs[output] is null ? null : node.OutDims(output)).ToList();
        if (node.In(0) is not { Length: > 0 } x || SlotNode.Axis(node.Node.Int("axis", 0), x.Length) is not { } axis || sizes.Any(dims => dims?[axis].Size is null)
            || sizes.Sum(dims => dims?[axis].Size) != x[axis].Length || (node.Node.Input(1) is not null && !node.IsConstant(1)))
        {
            return false;
        }

        var parts = new List<int[]>();
        foreach (var dims in sizes)
        {
            var start = parts.Sum(part => part.Length);
            parts.Add(x[axis][start..(start + (int)(dims?[axis].Size ?? 0))]);
            node.SetOut([.. x.Select((slots, other) => other == axis ? parts[^1] : slots)], parts.Count - 1);
        }

        node.OnRemoval(removal =>
        {
            if (!removal.Changes(x[axis]))
            {
                return;
            }

            long[] counts = [.. parts.Select(part => (long)removal.Count(part))];
            node.Node.RemoveAttribute("num_outputs");
            if (node.Opset < 13)
            {
                node.Node.SetAttribute(Ir.Attribute.Ints("split", counts));
                return;
            }

            node.Node.TrimInputs(1);
            node.Node.AddInput(removal.Edit.Constant(node.Node.Name + "_split", TensorData.Int64s(new Shape(counts.Length), counts)));
        });
        return true;
    }

    private static bool Slice(SlotNode node)
    {
        if (node.In(0) is not { } x || node.Numbers(1) is not { } starts || node.Numbers(2) is not { } ends || !node.IsConstant(1) || !node.IsConstant(2)
            || (node.Node.Input(3) is not null && node.Numbers(3) is null) || (node.Node.Input(4) is not null && node.Numbers(4) is null))
        {
            return false;
        }

        var axes = node.Numbers(3) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var steps = node.Numbers(4) ?? [.. starts.Select(_ => 1L)];
        var (result, dims) = (x.ToArray(), node.OutDims());
        var cuts = new List<(int Entry, int[] Axis, int Start, int[] Part)>();
        for (var i = 0; i < axes.Length; i++)
        {
            if (SlotNode.Axis(axes[i], x.Length) is not { } axis)
            {
                return false;
            }

            if (steps[i] != 1 || node.Dims(0)?[axis].Size is null)
            {
                node.Table.Freeze(x[axis]);
                result[axis] = node.Frozen(dims?[axis].Size ?? 0);
                continue;
            }

            var start = (int)Math.Clamp(starts[i] < 0 ? starts[i] + x[axis].Length : starts[i], 0, x[axis].Length);
            var end = (int)Math.Clamp(ends[i] < 0 ? ends[i] + x[axis].Length : ends[i], start, x[axis].Length);
            result[axis] = x[axis][start..end];
            cuts.Add((i, x[axis], start, result[axis]));
        }

        node.OnRemoval(removal =>
        {
            if (cuts.Exists(cut => removal.Changes(cut.Axis)))
            {
                long[] newStarts = [.. starts], newEnds = [.. ends];
                foreach (var (entry, whole, start, part) in cuts)
                {
                    newStarts[entry] = removal.Count(whole[..start]);
                    newEnds[entry] = newStarts[entry] + removal.Count(part);
                }

                removal.SetNumbers(node.Node, 1, newStarts);
                removal.SetNumbers(node.Node, 2, newEnds);
            }
        });
        node.SetOut(result);
        return true;
    }

    /// <summary>By constant indices entries are picked; by others rows of a table, whose other axes pass on.</summary>
    private static bool Gather(SlotNode node)
    {
        if (node.In(0) is not { Length: > 0 } x || node.In(1) is not { } indices || SlotNode.Axis(node.Node.Int("axis", 0), x.Length) is not { } axis)
        {
            return false;
        }

        if (!node.IsConstant(1) || node.Numbers(1) is not { } numbers || indices.Length != 1 || x[axis].Length == 0)
        {
            node.Table.Freeze(x[axis]);
            Array.ForEach(indices, node.Table.Freeze);
            node.SetOut([.. x[..axis], .. indices, .. x[(axis + 1)..]]);
            return true;
        }

        long[] places = [.. numbers.Select(index => index < 0 ? index + x[axis].Length : index)];
        if (places.Any(place => place < 0 || place >= x[axis].Length))
        {
            return false;
        }

        int[] picked = [.. places.Select(place => x[axis][place])];
        node.OnRemoval(removal =>
        {
            if (removal.Changes(x[axis]))
            {
                removal.SetNumbers(node.Node, 1, [.. places.Where(place => !removal.Goes(x[axis][place])).Select(place => (long)removal.Count(x[axis][..(int)place]))]);
            }
        });
        Array.ForEach(indices, node.Table.Freeze);
        node.SetOut([.. x[..axis], picked, .. x[(axis + 1)..]]);
        return true;
    }
}
