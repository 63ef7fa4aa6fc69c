using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>The interval a Relu or Clip cuts to.</summary>
public static class ClipBounds
{
    /// <summary>Bounds of a Relu, or of a Clip whose bounds are constant (attributes up to opset 10, inputs from 11); null for anything else.</summary>
    public static (float Low, float High)? Of(Node node)
    {
        if (node.Is("Relu"))
        {
            return (0, float.PositiveInfinity);
        }

        if (!node.Is("Clip"))
        {
            return null;
        }

        var low = Bound(node, 1, "min", float.NegativeInfinity);
        var high = Bound(node, 2, "max", float.PositiveInfinity);
        return low is { } from && high is { } to ? (from, to) : null;
    }

    private static float? Bound(Node node, int index, string attribute, float fallback)
    {
        if (node.Input(index) is { } value)
        {
            return value.Constant is { Element: ElementType.Float, Count: 1 } constant ? constant.AsSpan<float>()[0] : null;
        }

        return node.Float(attribute, fallback);
    }
}
