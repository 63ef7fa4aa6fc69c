using ModelCompression.Tensors;

namespace ModelCompression.Pruning.Channels;

/// <summary>
/// Slots under a reshape. Axes of both shapes are cut into common factors. Where an axis is split, whole blocks of its first factor go together (of H x D features, the D of
/// one head); where axes merge, the entries of one of them repeat.
/// </summary>
internal sealed class Rearrangement(SlotTable table, int[][] slots, IReadOnlyList<Dimension> before)
{
    /// <summary>The axes of the new shape, or null where the shapes cannot be followed.</summary>
    public int[][]? To(IReadOnlyList<Dimension> after)
    {
        var result = new int[after.Count][];
        var (from, to) = (0, 0);
        while (from < before.Count || to < after.Count)
        {
            if (from < before.Count && to < after.Count && before[from] == after[to] && before[from] != Dimension.Unknown)
            {
                result[to++] = slots[from++];
                continue;
            }

            if (Group(after, from, to) is not { } group)
            {
                return null;
            }

            Rearrange(from, group.From, after, to, group.To, result);
            (from, to) = (from + group.From, to + group.To);
        }

        return result;
    }

    /// <summary>The fewest axes on both sides, from here on, with equally many entries.</summary>
    private (int From, int To)? Group(IReadOnlyList<Dimension> after, int from, int to)
    {
        var (left, right) = ((long)1, (long)1);
        var (fromCount, toCount) = (0, 0);
        do
        {
            var takesLeft = fromCount == 0 || (toCount > 0 && left < right) || (left == right && from + fromCount < before.Count && before[from + fromCount].Size == 1);
            if (takesLeft && from + fromCount < before.Count)
            {
                if (before[from + fromCount].Size is not { } size)
                {
                    return null;
                }

                left *= size;
                fromCount++;
            }
            else if (to + toCount < after.Count)
            {
                if (after[to + toCount].Size is not { } size)
                {
                    return null;
                }

                right *= size;
                toCount++;
            }
            else
            {
                return left == right ? (fromCount, toCount) : null;
            }
        }
        while (left != right || fromCount == 0 || (toCount == 0 && to < after.Count));

        return (fromCount, toCount);
    }

    private void Rearrange(int from, int fromCount, IReadOnlyList<Dimension> after, int to, int toCount, int[][] result)
    {
        var factors = Factors(
            [.. before.Skip(from).Take(fromCount).Select(dim => dim.Size ?? 1)], [.. after.Skip(to).Take(toCount).Select(dim => dim.Size ?? 1)]);
        if (factors is null)
        {
            for (var axis = 0; axis < fromCount; axis++)
            {
                table.Freeze(slots[from + axis]);
            }

            for (var axis = 0; axis < toCount; axis++)
            {
                result[to + axis] = table.Fresh(after[to + axis].Size ?? 0, isFrozen: true);
            }

            return;
        }

        var parts = new Queue<int[]>();
        var next = 0;
        for (var axis = 0; axis < fromCount; axis++)
        {
            foreach (var part in Split(slots[from + axis], Take(factors, ref next, slots[from + axis].Length)))
            {
                parts.Enqueue(part);
            }
        }

        next = 0;
        for (var axis = 0; axis < toCount; axis++)
        {
            result[to + axis] = Merge([.. Take(factors, ref next, after[to + axis].Size ?? 1).Select(_ => parts.Dequeue())]);
        }
    }

    /// <summary>Factors above 1 of which the axes of both sides are products of neighbours; null when there are none such.</summary>
    private static List<long>? Factors(long[] left, long[] right)
    {
        var factors = new List<long>();
        var (i, j) = (0, 0);
        var (a, b) = ((long)1, (long)1);
        while (true)
        {
            while (a == 1 && i < left.Length)
            {
                a = left[i++];
            }

            while (b == 1 && j < right.Length)
            {
                b = right[j++];
            }

            if (a == 1 || b == 1)
            {
                return a == b ? factors : null;
            }

            var factor = Math.Min(a, b);
            if (a % factor != 0 || b % factor != 0)
            {
                // 6 x 4 as 4 x 6: the last factors need not divide, but row-major order asks for the first ones
                return null;
            }

            // Row-major: the first axis of the larger side is cut from its slow end.
            factors.Add(factor);
            (a, b) = (a / factor, b / factor);
        }
    }

    private static List<long> Take(List<long> factors, ref int next, long size)
    {
        var taken = new List<long>();
        for (var product = 1L; product < size; product *= taken[^1])
        {
            taken.Add(factors[next++]);
        }

        return taken;
    }

    private IEnumerable<int[]> Split(int[] axis, List<long> factors)
    {
        if (factors.Count <= 1)
        {
            return factors.Count == 0 ? Dropped(axis) : [axis];
        }

        var blocks = table.Fresh(factors[0]);
        var size = axis.Length / blocks.Length;
        for (var i = 0; i < axis.Length; i++)
        {
            table.Union(axis[i], blocks[i / size]);
        }

        return [blocks, .. factors.Skip(1).Select(factor => table.Fresh(factor, isFrozen: true))];
    }

    /// <summary>An axis of size 1 vanishes; its only entry stays.</summary>
    private int[][] Dropped(int[] axis)
    {
        table.Freeze(axis);
        return [];
    }

    private int[] Merge(int[][] parts)
    {
        if (parts.Length == 1)
        {
            return parts[0];
        }

        var count = parts.Aggregate(1L, (product, part) => product * part.Length);
        var open = Enumerable.Range(0, parts.Length).Where(part => !Array.TrueForAll(parts[part], table.IsFrozen)).ToList();
        if (open.Count != 1)
        {
            Array.ForEach(parts, table.Freeze);
            return table.Fresh(count, isFrozen: true);
        }

        var inner = parts.Skip(open[0] + 1).Aggregate(1, (product, part) => product * part.Length);
        return [.. Enumerable.Range(0, (int)count).Select(i => parts[open[0]][i / inner % parts[open[0]].Length])];
    }
}
