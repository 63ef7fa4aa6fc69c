using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Saturation;

/// <summary>The largest value an 8-bit activation can take in a u8 kernel, whatever the input.</summary>
internal static class ActivationBound
{
    private const int MaxDepth = 32;
    private const int SignedOffset = 128; // what the runtime adds to s8 activations to make them u8

    /// <param name="quantized">A u8 or s8 tensor.</param>
    /// <returns>0 to 255: proven from scale, zero point, the operators in front of QuantizeLinear and what is padded behind it; 255 when nothing is known.</returns>
    public static int Of(Value? quantized) => Of(quantized, MaxDepth);

    private static int Of(Value? quantized, int depth)
    {
        if (depth == 0)
        {
            return byte.MaxValue;
        }

        if (StoredIntegers.Stored(quantized) is { Element: ElementType.UInt8 } stored)
        {
            var values = stored.AsSpan<byte>();
            var largest = 0;
            foreach (var value in values)
            {
                largest = Math.Max(largest, value);
            }

            return largest;
        }

        return quantized?.Producer switch
        {
            { OpType: "QuantizeLinear" } node => Bound(node.Input(0) is { } source ? ValueBounds.Of(source).High : float.PositiveInfinity, node.Input(1), node.Input(2)),
            { OpType: "QLinearSigmoid" or "QLinearSoftmax" } node => Bound(1, node.Input(3), node.Input(4)),
            { } node when StoredIntegers.IsMoving(node) => Moved(node, depth - 1),
            _ => byte.MaxValue,
        };
    }

    private static int Moved(Node node, int depth) => node.OpType switch
    {
        "Concat" => node.Inputs.Max(input => Of(input, depth)),
        "Pad" => Math.Max(Of(node.Input(0), depth), PadValue(node)),
        "Resize" when node.Text("mode", "nearest") != "nearest" || node.Text("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize" => byte.MaxValue,
        _ => Of(node.Input(0), depth),
    };

    /// <summary>What a Pad adds: a constant, 0 when none is given; other modes repeat elements.</summary>
    private static int PadValue(Node pad)
    {
        if (pad.Text("mode", "constant") != "constant")
        {
            return 0;
        }

        if (pad.Input(2) is not { } value)
        {
            return StoredIntegers.ElementOf(pad.Input(0)) == ElementType.UInt8 ? 0 : SignedOffset;
        }

        return StoredIntegers.Stored(value) is { Count: 1, Element: ElementType.UInt8 or ElementType.Int8 } stored
            ? (int)stored.ToFloats()[0] + (stored.Element == ElementType.Int8 ? SignedOffset : 0)
            : byte.MaxValue;
    }

    private static int Bound(float high, Value? scale, Value? zeroPoint)
    {
        if (StoredIntegers.Stored(scale) is not { Count: 1 } stored || !float.IsFinite(high))
        {
            return byte.MaxValue;
        }

        var zero = StoredIntegers.Stored(zeroPoint);
        if (zeroPoint is not null && zero is not { Count: 1, Element: ElementType.UInt8 or ElementType.Int8 })
        {
            return byte.MaxValue;
        }

        var offset = zero is null ? 0 : (int)zero.ToFloats()[0] + (zero.Element == ElementType.Int8 ? SignedOffset : 0);
        return new ActivationParameters(stored.ToFloats()[0], offset).LargestQuantized(high);
    }
}
