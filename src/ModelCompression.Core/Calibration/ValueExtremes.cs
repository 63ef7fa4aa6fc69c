using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompression.Calibration;

/// <summary>Smallest and largest value of a span in one pass.</summary>
internal static class ValueExtremes
{
    /// <returns>Both not a number when any value is; both as they are, infinities included, otherwise. Positive and negative infinity for an empty span.</returns>
    public static (float Min, float Max) Of(ReadOnlySpan<float> values)
    {
        var (min, max) = (float.PositiveInfinity, float.NegativeInfinity);
        var vectors = Vector256.IsHardwareAccelerated ? MemoryMarshal.Cast<float, Vector256<float>>(values) : [];
        if (vectors.Length >= 2)
        {
            (min, max) = OfVectors(vectors);
        }

        var rest = vectors.Length >= 2 ? values[(vectors.Length * Vector256<float>.Count)..] : values;
        foreach (var value in rest)
        {
            min = MathF.Min(min, value);
            max = MathF.Max(max, value);
        }

        return (min, max);
    }

    /// <summary>The native minimum drops what is not a number, which is therefore looked for on its own; two sets of accumulators hide its latency.</summary>
    private static (float Min, float Max) OfVectors(ReadOnlySpan<Vector256<float>> vectors)
    {
        var (min0, max0, min1, max1) = (vectors[0], vectors[0], vectors[1], vectors[1]);
        var numbers = Vector256<float>.AllBitsSet;
        for (var i = 0; i + 1 < vectors.Length; i += 2)
        {
            var (first, second) = (vectors[i], vectors[i + 1]);
            min0 = Vector256.MinNative(min0, first);
            max0 = Vector256.MaxNative(max0, first);
            min1 = Vector256.MinNative(min1, second);
            max1 = Vector256.MaxNative(max1, second);
            numbers &= Vector256.Equals(first, first) & Vector256.Equals(second, second);
        }

        var last = vectors[^1];
        numbers &= Vector256.Equals(last, last);
        if (numbers.AsUInt32() != Vector256<uint>.AllBitsSet)
        {
            return (float.NaN, float.NaN);
        }

        var (min, max) = (Vector256.MinNative(Vector256.MinNative(min0, min1), last), Vector256.MaxNative(Vector256.MaxNative(max0, max1), last));
        var (least, greatest) = (min[0], max[0]);
        for (var i = 1; i < Vector256<float>.Count; i++)
        {
            least = MathF.Min(least, min[i]);
            greatest = MathF.Max(greatest, max[i]);
        }

        return (least, greatest);
    }
}
