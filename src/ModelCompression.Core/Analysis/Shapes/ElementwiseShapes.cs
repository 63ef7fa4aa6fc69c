using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Operators whose output has the shape of the first input, or of all inputs broadcast.</summary>
internal static class ElementwiseShapes
{
    private static readonly string[] SameAsFirst =
    [
        "Abs", "BatchNormalization", "Ceil", "Celu", "Clip", "Cos", "CumSum", "Elu", "Erf", "Exp", "Floor", "Gelu", "GroupNormalization", "HardSigmoid", "HardSwish",
        "Hardmax", "InstanceNormalization", "LRN", "LayerNormalization", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "MeanVarianceNormalization", "Mish", "Neg",
        "Not", "PRelu", "RMSNormalization", "Reciprocal", "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Softmax", "Softplus", "Softsign", "Sqrt", "Swish",
        "Tanh", "ThresholdedRelu", "Trilu",
    ];

    private static readonly string[] Arithmetic = ["Add", "Sub", "Mul", "Div", "Pow", "Mod", "Min", "Max", "Sum", "Mean", "And", "Or", "Xor"];

    private static readonly string[] Comparisons = ["Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual"];

    public static IEnumerable<(string Op, Action<NodeShapes> Infer)> Rules =>
    [
        .. SameAsFirst.Select(op => (op, (Action<NodeShapes>)(node => node.Set(0, node.Element(0), node.Dims(0))))),
        .. Arithmetic.Select(op => (op, (Action<NodeShapes>)InferArithmetic)),
        .. Comparisons.Select(op => (op, (Action<NodeShapes>)InferComparison)),
        ("Where", InferWhere),
        ("Identity", InferIdentity),
        ("Dropout", InferDropout),
        ("IsNaN", node => node.Set(0, ElementType.Bool, node.Dims(0))),
        ("QuantizeLinear", node => node.Set(0, QuantizedElement(node), node.Dims(0))),
        ("DequantizeLinear", node => node.Set(0, node.Element(1), node.Dims(0))),
    ];

    /// <summary>Numpy broadcasting of two shapes; a dimension that could go either way is unknown.</summary>
    public static IReadOnlyList<Dimension>? Broadcast(IReadOnlyList<Dimension>? left, IReadOnlyList<Dimension>? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        var result = new Dimension[Math.Max(left.Count, right.Count)];
        for (var i = 1; i <= result.Length; i++)
        {
            var a = i <= left.Count ? left[^i] : Dimension.Of(1);
            var b = i <= right.Count ? right[^i] : Dimension.Of(1);
            result[^i] = a == b || b.Size == 1 ? a : a.Size == 1 ? b : a.Size is > 1 ? a : b.Size is > 1 ? b : Dimension.Unknown;
        }

        return result;
    }

    private static IReadOnlyList<Dimension>? Broadcast(NodeShapes node, int first, int count) =>
        Enumerable.Range(first, count).Select(node.Dims).Aggregate(Broadcast);

    private static void InferArithmetic(NodeShapes node)
    {
        var count = node.Node.Inputs.Count;
        if (count == 0)
        {
            return;
        }

        node.Set(0, node.Element(0), Broadcast(node, 0, count));
        if (count == 2 && node.Element(0) == ElementType.Int64)
        {
            node.SetElements(Pairs(node, 0, 1)?.Select(pair => IntegerContent.Combine(node.Node.OpType, pair.Left, pair.Right)));
        }
    }

    /// <summary>Content of a comparison is 1 for true and 0 for false; only equality is followed.</summary>
    private static void InferComparison(NodeShapes node)
    {
        node.Set(0, ElementType.Bool, Broadcast(node, 0, node.Node.Inputs.Count));
        if (node.Node.OpType == "Equal")
        {
            node.SetElements(Pairs(node, 0, 1)?.Select(pair => IntegerContent.AreEqual(pair.Left, pair.Right)));
        }
    }

    private static void InferWhere(NodeShapes node)
    {
        node.Set(0, node.Element(1), Broadcast(node, 0, 3));
        if (node.Element(1) == ElementType.Int64 && node.Elements(0) is { } condition && Pairs(node, 1, 2)?.ToArray() is { } pairs && condition.Count == pairs.Length)
        {
            node.SetElements(pairs.Select((pair, i) => condition[i].Size is not { } chosen ? Dimension.Unknown : chosen != 0 ? pair.Left : pair.Right));
        }
    }

    /// <summary>Content of two inputs, broadcast; null when one is not known or the lengths do not fit.</summary>
    private static IEnumerable<(Dimension Left, Dimension Right)>? Pairs(NodeShapes node, int first, int second)
    {
        if (node.Elements(first) is not { } left || node.Elements(second) is not { } right || !(left.Count == right.Count || left.Count == 1 || right.Count == 1))
        {
            return null;
        }

        var length = left.Count == 1 ? right.Count : left.Count;
        return Enumerable.Range(0, length).Select(i => (left[left.Count == 1 ? 0 : i], right[right.Count == 1 ? 0 : i]));
    }

    private static void InferIdentity(NodeShapes node)
    {
        node.Set(0, node.Element(0), node.Dims(0));
        node.SetElements(node.Elements(0));
    }

    private static void InferDropout(NodeShapes node)
    {
        node.Set(0, node.Element(0), node.Dims(0));
        node.Set(1, node.Opset >= 10 ? ElementType.Bool : node.Element(0), node.Dims(0));
    }

    private static ElementType QuantizedElement(NodeShapes node) =>
        node.Node.Input(2) is not null ? node.Element(2)
        : node.Node.Int("output_dtype", 0) is var type and not 0 ? (ElementType)type
        : ElementType.UInt8;
}
