using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Symmetric s8 rows of a table: scale = max|w| / 127 of the row, quantized = round(w / scale), half to even. Scales are kept in half precision when that takes less
/// space and all of them are normal numbers there; the values are then rounded with the scale that is stored, so no precision is lost.
/// </summary>
public static class RowQuantizer
{
    private const int MaxValue = sbyte.MaxValue;

    /// <summary>Below this many rows, the Cast that half-precision scales need takes more bytes than they save.</summary>
    private const int MinHalfRows = 128;

    /// <summary>Smallest normal number of half precision, 2^-14.</summary>
    private const float SmallestNormalHalf = 6.103515625e-5f;

    /// <param name="table">Row-major, finite.</param>
    /// <param name="rows">Number of rows, 1 or more.</param>
    /// <returns>Values in the order of the table; scales of type Float16 or Float with one element per row.</returns>
    public static (sbyte[] Values, TensorData Scales) Quantize(ReadOnlySpan<float> table, int rows)
    {
        var columns = table.Length / rows;
        var scales = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            scales[row] = ScaleOf(table.Slice(row * columns, columns));
        }

        var stored = Stored(scales);
        var used = stored.ToFloats();
        var values = new sbyte[table.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (sbyte)Math.Clamp(Math.Round(table[i] / (double)used[i / columns], MidpointRounding.ToEven), -MaxValue, MaxValue);
        }

        return (values, stored);
    }

    private static float ScaleOf(ReadOnlySpan<float> row)
    {
        var largest = 0f;
        foreach (var value in row)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        var scale = largest / MaxValue;
        return float.IsNormal(scale) ? scale : 1f / MaxValue;
    }

    private static TensorData Stored(float[] scales)
    {
        var floats = TensorData.Floats(new Shape(scales.Length), scales);
        var fits = scales.Length >= MinHalfRows && Array.TrueForAll(scales, scale => scale >= SmallestNormalHalf && scale <= (float)Half.MaxValue);
        return fits ? floats.ToFloat16() : floats;
    }
}
