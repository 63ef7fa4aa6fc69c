using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Saturation;

/// <summary>What is known about quantized values of a model that was quantized elsewhere.</summary>
internal static class StoredIntegers
{
    /// <summary>Results are elements of the first input (for Concat, of any input), of the same type; Pad and Resize may add one value of their own.</summary>
    private static readonly string[] Moving =
    [
        "Compress", "Concat", "DepthToSpace", "Expand", "Flatten", "Gather", "GatherElements", "GatherND", "Identity", "MaxPool", "Pad", "Reshape", "Resize", "ReverseSequence", "Slice",
        "SpaceToDepth", "Split", "Squeeze", "Tile", "Transpose", "Unsqueeze",
    ];

    public static bool IsQuantize(Node? node) => node is { OpType: "QuantizeLinear", Domain: "" or "com.microsoft" };

    public static bool IsDequantize(Node? node) => node is { OpType: "DequantizeLinear", Domain: "" or "com.microsoft" };

    /// <summary>True for operators that the runtime has for 8-bit integers and that only move them.</summary>
    public static bool IsMoving(Node node) => node.Domain.Length == 0 && Moving.Contains(node.OpType);

    /// <summary>The stored tensor of an initializer or Constant node; null for anything else.</summary>
    public static TensorData? Stored(Value? value) => value?.Initializer ?? (value?.Producer is { } node && node.Is("Constant") ? node.Tensor("value") : null);

    /// <summary>
    /// The integers of a constant: stored as such, or what QuantizeLinear makes of stored floats (round half to even of x / scale, plus zero point, saturated).
    /// Null when the value is not constant or has no 8-bit type.
    /// </summary>
    public static TensorData? Constant(Value? value)
    {
        if (Stored(value) is { } stored)
        {
            return stored.Element is ElementType.Int8 or ElementType.UInt8 ? stored : null;
        }

        return value?.Producer is { } node && IsQuantize(node) && Stored(node.Input(0)) is { Element: ElementType.Float } source && Stored(node.Input(1)) is { } scale
            ? Quantize(node, source, scale)
            : null;
    }

    /// <summary>Type of a quantized value: declared, or what its producer makes; Undefined when neither says.</summary>
    public static ElementType ElementOf(Value? value)
    {
        for (var depth = 0; value is not null && depth < 32; depth++)
        {
            if (value.Initializer is { } stored)
            {
                return stored.Element;
            }

            if (value.Type is { Element: not ElementType.Undefined } type)
            {
                return type.Element;
            }

            switch (value.Producer)
            {
                case { OpType: "DynamicQuantizeLinear" }:
                    return ElementType.UInt8;
                case { } node when IsQuantize(node):
                    return QuantizedElement(node);
                case { OpType: "QLinearConv" } node:
                    return Stored(node.Input(7))?.Element ?? ElementType.Undefined; // behind the zero point there may be a bias
                case { } node when node.OpType.StartsWith("QLinear", StringComparison.Ordinal) || node.OpType == "QGemm":
                    return Stored(node.Inputs.LastOrDefault(input => input is not null))?.Element ?? ElementType.Undefined; // the last input is a zero point
                case { } node when node.Is("Constant"):
                    return node.Tensor("value")?.Element ?? ElementType.Undefined;
                case { } node when IsMoving(node):
                    value = node.Input(0);
                    break;
                default:
                    return ElementType.Undefined;
            }
        }

        return ElementType.Undefined;
    }

    private static ElementType QuantizedElement(Node quantize) =>
        Stored(quantize.Input(2))?.Element ?? (quantize.Int("output_dtype", 0) is > 0 and var type ? (ElementType)type : ElementType.UInt8);

    private static TensorData? Quantize(Node node, TensorData source, TensorData scale)
    {
        var element = QuantizedElement(node);
        var axis = (int)node.Int("axis", 1);
        axis = axis < 0 ? axis + source.Shape.Rank : axis;
        var perChannel = scale.Count > 1;
        if (element is not (ElementType.Int8 or ElementType.UInt8) || node.Int("block_size", 0) > 0 || (perChannel && (axis >= source.Shape.Rank || source.Shape[axis] != scale.Count)))
        {
            return null;
        }

        var scales = scale.ToFloats();
        var zeroPoints = Stored(node.Input(2))?.ToFloats() ?? new float[scales.Length];
        var inner = perChannel ? source.Shape.Dims.Skip(axis + 1).Aggregate(1L, (product, size) => product * size) : 1;
        var low = element == ElementType.Int8 ? (int)sbyte.MinValue : byte.MinValue;
        var high = low + byte.MaxValue;
        var values = source.ToFloats();
        var result = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = perChannel ? (int)(i / inner % scales.Length) : 0;
            var zeroPoint = zeroPoints.Length == 1 ? zeroPoints[0] : zeroPoints[channel];
            result[i] = unchecked((byte)(int)Math.Clamp(Math.Round(values[i] / (double)scales[channel], MidpointRounding.ToEven) + zeroPoint, low, high));
        }

        return new TensorData(element, source.Shape, result);
    }
}
