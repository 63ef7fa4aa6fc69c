using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Operators that pick, join, repeat or pad elements.</summary>
internal static class SelectionShapes
{
    public static IEnumerable<(string Op, Action<NodeShapes> Infer)> Rules =>
    [
        ("Concat", InferConcat),
        ("Split", InferSplit),
        ("Gather", InferGather),
        ("Slice", InferSlice),
        ("Pad", InferPad),
        ("Expand", node => node.Set(0, node.Element(0), ElementwiseShapes.Broadcast(node.Dims(0), NonNegative(node.Elements(1))))),
        ("Tile", InferTile),
        ("Resize", InferResize),
    ];

    private static IReadOnlyList<Dimension>? NonNegative(IReadOnlyList<Dimension>? dims) => dims is not null && dims.All(dim => dim.Size is null or >= 0) ? dims : null;

    private static void InferConcat(NodeShapes node)
    {
        var inputs = Enumerable.Range(0, node.Node.Inputs.Count).Select(node.Dims).ToArray();
        if (inputs.Length == 0 || inputs.Any(dims => dims is null || dims.Count != inputs[0]?.Count) || inputs[0] is not { } first
            || NodeShapes.Axis(node.Node.Int("axis", 0), first.Count) is not { } axis)
        {
            node.Set(0, node.Element(0), null);
            return;
        }

        var dims = first.ToArray();
        dims[axis] = inputs.Select(input => input?[axis] ?? Dimension.Unknown).Aggregate((left, right) => IntegerContent.Combine("Add", left, right));
        for (var i = 0; i < dims.Length; i++)
        {
            dims[i] = i == axis || dims[i].Size is not null ? dims[i] : inputs.Select(input => input?[i] ?? dims[i]).FirstOrDefault(dim => dim.Size is not null, dims[i]);
        }

        node.Set(0, node.Element(0), dims);
        var parts = Enumerable.Range(0, inputs.Length).Select(i => node.Elements(i) ?? Unknowns(inputs[i])).ToArray();
        if (first.Count == 1 && node.Element(0) is ElementType.Int64 && parts.All(part => part is not null))
        {
            node.SetElements(parts.SelectMany(part => part ?? []));
        }
    }

    private static IReadOnlyList<Dimension>? Unknowns(IReadOnlyList<Dimension>? dims) =>
        dims is [{ Size: { } length and <= IntegerContent.MaxElements }] ? Enumerable.Repeat(Dimension.Unknown, (int)length).ToArray() : null;

    private static void InferSplit(NodeShapes node)
    {
        if (node.Dims(0) is not { } dims || NodeShapes.Axis(node.Node.Int("axis", 0), dims.Count) is not { } axis)
        {
            return;
        }

        var count = node.Node.Outputs.Count;
        var sizes = node.NumbersOrAttribute("split", 1, out var isKnown);
        var part = dims[axis].Size is { } whole && sizes is null && isKnown && whole % count == 0 ? Dimension.Of(whole / count) : Dimension.Unknown;
        for (var i = 0; i < count; i++)
        {
            var size = sizes is not null && i < sizes.Length ? Dimension.Of(sizes[i]) : part;
            node.Set(i, node.Element(0), dims.Select((dim, at) => at == axis ? size : dim));
        }
    }

    private static void InferGather(NodeShapes node)
    {
        if (node.Dims(0) is not { } dims || node.Dims(1) is not { } indices || NodeShapes.Axis(node.Node.Int("axis", 0), dims.Count) is not { } axis)
        {
            node.Set(0, node.Element(0), null);
            return;
        }

        node.Set(0, node.Element(0), [.. dims.Take(axis), .. indices, .. dims.Skip(axis + 1)]);
        if (node.Elements(0) is { } elements && dims.Count == 1 && node.Numbers(1) is { } picked && picked.All(index => index >= -elements.Count && index < elements.Count))
        {
            node.SetElements(picked.Select(index => elements[(int)(index < 0 ? index + elements.Count : index)]));
        }
    }

    private static void InferSlice(NodeShapes node)
    {
        if (node.Dims(0) is not { } dims)
        {
            return;
        }

        var starts = node.NumbersOrAttribute("starts", 1, out _);
        var ends = node.NumbersOrAttribute("ends", 2, out _);
        var given = node.NumbersOrAttribute("axes", 3, out var knowsAxes);
        var steps = node.Node.Input(4) is null ? null : node.Numbers(4);
        var result = Enumerable.Repeat(Dimension.Unknown, dims.Count).ToArray();
        if (starts is null || ends is null || !knowsAxes || ends.Length != starts.Length || (node.Node.Input(4) is not null && steps?.Length != starts.Length))
        {
            node.Set(0, node.Element(0), result);
            return;
        }

        var axes = given ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        dims.ToArray().CopyTo(result, 0);
        for (var i = 0; i < axes.Length; i++)
        {
            if (NodeShapes.Axis(axes[i], dims.Count) is not { } axis)
            {
                return;
            }

            result[axis] = Indices(dims[axis], starts[i], ends[i], steps?[i] ?? 1) is { } indices ? Dimension.Of(indices.Count)
                : SliceRange.KeepsAll(dims[axis], starts[i], ends[i], steps?[i] ?? 1) ? dims[axis] : Dimension.Unknown;
        }

        node.Set(0, node.Element(0), result);
        if (dims.Count == 1 && starts.Length == 1 && node.Elements(0) is { } elements && Indices(Dimension.Of(elements.Count), starts[0], ends[0], steps?[0] ?? 1) is { } kept)
        {
            node.SetElements(kept.Select(index => elements[(int)index]));
        }
    }

    /// <summary>The indices a slice takes from an axis of known size (ONNX clamps starts and ends); null for an unknown size, a zero step or very many.</summary>
    private static IReadOnlyCollection<long>? Indices(Dimension dim, long start, long end, long step)
    {
        if (dim.Size is not { } size || step == 0 || Math.Abs(Math.Max(step, -long.MaxValue)) > int.MaxValue || size > int.MaxValue)
        {
            return null;
        }

        if (size == 0)
        {
            return new IndexRange(0, 1, 0);
        }

        var (low, high) = step > 0 ? (0L, size) : (-1L, size - 1);
        var from = Math.Clamp(start < 0 ? start + size : start, Math.Max(low, 0), high);
        var to = Math.Clamp(end < 0 ? Math.Max(end, -size - 1) + size : end, low, high);
        var count = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
        return new IndexRange(from, step, Math.Max(count, 0));
    }

    private static void InferPad(NodeShapes node)
    {
        var pads = node.NumbersOrAttribute("pads", 1, out _);
        if (node.Dims(0) is not { } dims)
        {
            return;
        }

        var axes = node.Node.Input(3) is null ? [.. Enumerable.Range(0, dims.Count)] : node.Numbers(3)?.Select(axis => NodeShapes.Axis(axis, dims.Count) ?? -1).ToArray();
        if (pads is null || axes is null || pads.Length != 2 * axes.Length || axes.Contains(-1))
        {
            node.Set(0, node.Element(0), Enumerable.Repeat(Dimension.Unknown, dims.Count));
            return;
        }

        var result = dims.ToArray();
        for (var i = 0; i < axes.Length; i++)
        {
            result[axes[i]] = IntegerContent.Combine("Add", result[axes[i]], Dimension.Of(pads[i] + pads[i + axes.Length]));
        }

        node.Set(0, node.Element(0), result);
    }

    private static void InferTile(NodeShapes node)
    {
        if (node.Dims(0) is { } dims && node.Elements(1) is { } repeats && repeats.Count == dims.Count)
        {
            node.Set(0, node.Element(0), dims.Zip(repeats, (dim, times) => IntegerContent.Combine("Mul", dim, times)));
        }
    }

    /// <summary>Only the form with a sizes input and without axes; scales are left unknown, since runtimes round them differently.</summary>
    private static void InferResize(NodeShapes node)
    {
        if (node.Dims(0) is { } dims)
        {
            var sizes = node.Node.Ints("axes") is null && node.Node.Text("keep_aspect_ratio_policy", "stretch") == "stretch" ? node.Elements(3) : null;
            var ones = node.Node.Input(2)?.Constant is { Element: ElementType.Float } scales && scales.Count == dims.Count ? scales.ToFloats() : null;
            node.Set(0, node.Element(0), sizes?.Count == dims.Count ? sizes : dims.Select((dim, axis) => ones?[axis] == 1 ? dim : Dimension.Unknown));
        }
    }
}
