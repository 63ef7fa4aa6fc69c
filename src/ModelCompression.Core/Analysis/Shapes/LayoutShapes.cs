using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Operators that keep the elements and change how they are arranged.</summary>
internal static class LayoutShapes
{
    public static IEnumerable<(string Op, Action<NodeShapes> Infer)> Rules =>
    [
        ("Reshape", InferReshape),
        ("Flatten", InferFlatten),
        ("Transpose", InferTranspose),
        ("Squeeze", InferSqueeze),
        ("Unsqueeze", InferUnsqueeze),
        ("DepthToSpace", node => InferBlocks(node, toSpace: true)),
        ("SpaceToDepth", node => InferBlocks(node, toSpace: false)),
    ];

    private static void InferReshape(NodeShapes node)
    {
        var target = node.Elements(1);
        var dims = target is null ? null : Reshaped(node.Dims(0), target, node.Node.Int("allowzero", 0) != 0);
        dims ??= node.Dims(1) is [{ Size: { } rank and <= IntegerContent.MaxElements }] ? Enumerable.Repeat(Dimension.Unknown, (int)rank).ToArray() : null;
        node.Set(0, node.Element(0), dims);
        if (dims is { Count: <= 1 })
        {
            node.SetElements(node.Elements(0));
        }
    }

    /// <summary>0 copies the input's dimension, -1 takes what is left; the latter is a symbol when all other dimensions cancel.</summary>
    private static IReadOnlyList<Dimension>? Reshaped(IReadOnlyList<Dimension>? input, IReadOnlyList<Dimension> target, bool allowZero)
    {
        var result = new Dimension[target.Count];
        var open = -1;
        for (var i = 0; i < result.Length; i++)
        {
            if (target[i].Size is < -1)
            {
                return null;
            }

            open = target[i].Size == -1 ? i : open;
            result[i] = target[i].Size switch
            {
                0 when !allowZero => input is not null && i < input.Count ? input[i] : Dimension.Unknown,
                -1 => Dimension.Unknown,
                _ => target[i],
            };
        }

        if (open >= 0 && input is not null)
        {
            result[open] = Rest(input.ToList(), result.Where((_, i) => i != open).ToList());
        }

        return result;
    }

    private static Dimension Rest(List<Dimension> input, List<Dimension> taken)
    {
        foreach (var symbol in taken.Where(dim => dim.Symbol is not null).ToList())
        {
            if (input.Remove(symbol))
            {
                taken.Remove(symbol);
            }
        }

        var whole = NodeShapes.Product(input.Where(dim => dim.Size is not null));
        var part = NodeShapes.Product(taken);
        if (whole.Size is not { } total || part.Size is not > 0 || total % part.Size != 0)
        {
            return Dimension.Unknown;
        }

        var factor = Dimension.Of(total / part.Size.Value);
        return NodeShapes.Product(input.Where(dim => dim.Size is null).Append(factor));
    }

    private static void InferFlatten(NodeShapes node)
    {
        if (node.Dims(0) is not { } dims)
        {
            node.Set(0, node.Element(0), [Dimension.Unknown, Dimension.Unknown]);
            return;
        }

        var given = node.Node.Int("axis", 1);
        var axis = (int)(given < 0 ? given + dims.Count : given);
        node.Set(0, node.Element(0), [NodeShapes.Product(dims.Take(axis)), NodeShapes.Product(dims.Skip(axis))]);
    }

    private static void InferTranspose(NodeShapes node)
    {
        if (node.Dims(0) is not { } dims)
        {
            return;
        }

        var order = node.Node.Ints("perm") ?? [.. Enumerable.Range(0, dims.Count).Reverse().Select(axis => (long)axis)];
        if (order.Length == dims.Count && order.Order().SequenceEqual(Enumerable.Range(0, dims.Count).Select(axis => (long)axis)))
        {
            node.Set(0, node.Element(0), order.Select(axis => dims[(int)axis]));
        }
    }

    private static void InferSqueeze(NodeShapes node)
    {
        var axes = node.NumbersOrAttribute("axes", 1, out var isKnown);
        if (node.Dims(0) is not { } dims || !isKnown || (axes is null && dims.Any(dim => dim.Size is null)))
        {
            node.Set(0, node.Element(0), null);
            return;
        }

        var dropped = axes is null ? [.. Enumerable.Range(0, dims.Count).Where(axis => dims[axis].Size == 1)] : NodeShapes.Axes(axes, dims.Count);
        if (dropped is not null)
        {
            node.Set(0, node.Element(0), dims.Where((_, axis) => !dropped.Contains(axis)));
            node.SetElements(node.Elements(0));
        }
    }

    private static void InferUnsqueeze(NodeShapes node)
    {
        var given = node.NumbersOrAttribute("axes", 1, out _);
        if (node.Dims(0) is not { } dims || given is null || NodeShapes.Axes(given, dims.Count + given.Length) is not { } axes || axes.Length != given.Length)
        {
            node.Set(0, node.Element(0), null);
            return;
        }

        var result = dims.ToList();
        foreach (var axis in axes)
        {
            result.Insert(axis, Dimension.Of(1));
        }

        node.Set(0, node.Element(0), result);
        if (result.Count <= 1)
        {
            node.SetElements(node.Elements(0));
        }
    }

    private static void InferBlocks(NodeShapes node, bool toSpace)
    {
        var block = node.Node.Int("blocksize", 0);
        if (node.Dims(0) is not { Count: 4 } dims || block <= 0)
        {
            return;
        }

        var (grow, shrink) = (Dimension.Of(block), Dimension.Of(block * block));
        node.Set(0, node.Element(0), toSpace
            ? [dims[0], Divide(dims[1], block * block), Times(dims[2], grow), Times(dims[3], grow)]
            : [dims[0], Times(dims[1], shrink), Divide(dims[2], block), Divide(dims[3], block)]);
    }

    private static Dimension Times(Dimension dim, Dimension factor) => IntegerContent.Combine("Mul", dim, factor);

    private static Dimension Divide(Dimension dim, long divisor) => dim.Size % divisor == 0 ? IntegerContent.Combine("Div", dim, Dimension.Of(divisor)) : Dimension.Unknown;
}
