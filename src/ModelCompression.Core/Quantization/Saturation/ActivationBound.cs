using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Saturation;

/// <summary>The largest value an 8-bit activation can take in a u8 kernel, whatever the input.</summary>
internal static class ActivationBound
{
    private const int SignedOffset = 128; // what the runtime adds to s8 activations to make them u8

    /// <param name="quantized">A u8 or s8 tensor.</param>
    /// <returns>0 to 255: proven from scale, zero point and the operators in front of QuantizeLinear; 255 when nothing is known.</returns>
    public static int Of(Value? quantized)
    {
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
            _ => byte.MaxValue,
        };
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
