using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Operators that turn shapes into content and content into shapes, and those that only change the type.</summary>
internal static class ContentShapes
{
    public static IEnumerable<(string Op, Action<NodeShapes> Infer)> Rules =>
    [
        ("Shape", InferShape),
        ("Size", InferSize),
        ("Constant", InferConstant),
        ("ConstantOfShape", InferConstantOfShape),
        ("Cast", InferCast),
        ("Range", node => node.Set(0, node.Element(0), [RangeLength(node)])),
    ];

    private static void InferShape(NodeShapes node)
    {
        if (node.Dims(0) is not { } dims)
        {
            node.Set(0, ElementType.Int64, [Dimension.Unknown]);
            return;
        }

        var start = Clamp(node.Node.Int("start", 0), dims.Count);
        var end = Math.Max(start, Clamp(node.Node.Int("end", dims.Count), dims.Count));
        node.Set(0, ElementType.Int64, [Dimension.Of(end - start)]);
        node.SetElements(dims.Take(end).Skip(start));
    }

    private static int Clamp(long axis, int rank) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);

    private static void InferSize(NodeShapes node)
    {
        node.Set(0, ElementType.Int64, []);
        node.SetElements(node.Dims(0) is { } dims ? [NodeShapes.Product(dims)] : null);
    }

    private static void InferConstant(NodeShapes node)
    {
        if (node.Node.Tensor("value") is { } data)
        {
            node.Set(0, data.Element, data.Shape.Dims.Select(Dimension.Of));
            node.SetElements(IntegerContent.Of(data));
        }
    }

    private static void InferConstantOfShape(NodeShapes node)
    {
        var value = node.Node.Tensor("value");
        var sizes = node.Elements(0);
        var rank = node.Dims(0) is [{ Size: { } length and <= IntegerContent.MaxElements }] ? Enumerable.Repeat(Dimension.Unknown, (int)length) : null;
        node.Set(0, value?.Element ?? ElementType.Float, sizes ?? rank);
        if (value?.Element == ElementType.Int64 && sizes is [{ Size: { } count and >= 0 and <= IntegerContent.MaxElements }])
        {
            node.SetElements(Enumerable.Repeat(Dimension.Of(value.ToInt64s()[0]), (int)count));
        }
    }

    private static void InferCast(NodeShapes node)
    {
        var to = (ElementType)node.Node.Int("to", 0);
        node.Set(0, to, node.Dims(0));
        if (to == ElementType.Int64 || (to == ElementType.Int32 && node.Elements(0)?.All(element => element.Size is >= int.MinValue and <= int.MaxValue) == true))
        {
            node.SetElements(node.Elements(0));
        }
    }

    private static Dimension RangeLength(NodeShapes node) => (node.Elements(0), node.Elements(1), node.Elements(2)) switch
    {
        ([{ Size: { } from }], [{ Size: { } to }], [{ Size: 1 }]) => Dimension.Of(Math.Max(to - from, 0)),
        ([{ Size: 0 }], [{ Symbol: not null } to], [{ Size: 1 }]) => to,
        _ => Dimension.Unknown,
    };
}
