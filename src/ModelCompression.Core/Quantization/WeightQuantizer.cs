using System.Numerics.Tensors;
using ModelCompression.Layerwise;

namespace ModelCompression.Quantization;

/// <summary>
/// Symmetric s8 weights: scale = max|w| / q per row (or over all rows) with q = 2^(bits-1) - 1, quantized = round(w / scale), half to even, within [-q, q].
/// With a <see cref="Clip"/> the scale is that of the clip instead, and larger weights become -q or q.
/// With <c>pairSafe</c> a row's scale grows until no pair of neighbouring columns can leave 16 bits in u8 x s8 sums (see <see cref="LargestPairSum"/>).
/// </summary>
/// <param name="bits">4 to 8; a coarser grid is stored in int8 too.</param>
public sealed class WeightQuantizer(bool perChannel, bool pairSafe, int bits = 8)
{
    /// <summary>Largest sum a pair may have when pairs must be safe; see <see cref="PairLimit"/>.</summary>
    public int SafePairSum { get; init; } = PairLimit.FullRange;

    /// <summary>How far weights are clipped; null for not at all.</summary>
    public WeightClip? Clip { get; init; }

    private readonly int _maxWeight = (1 << (bits - 1)) - 1;

    /// <param name="weights">Row-major tensor, finite.</param>
    /// <param name="minimumScales">A lower bound for each row's scale (an int32 bias must not overflow), or null.</param>
    public QuantizedWeights Quantize(ReadOnlySpan<float> weights, WeightRows rows, float[]? minimumScales = null)
    {
        var scales = new float[rows.Rows];
        for (var row = 0; row < rows.Rows; row++)
        {
            scales[row] = perChannel ? ScaleOf(Reach(Magnitudes(weights, rows, row))) : 0;
        }

        if (!perChannel)
        {
            Array.Fill(scales, ScaleOf(Reach(Array.ConvertAll(weights.ToArray(), MathF.Abs)))); // not the largest of the rows': one of zeros has any scale
        }

        var values = new sbyte[weights.Length];
        var line = new sbyte[rows.Columns];
        var unsafeScales = new float[rows.Rows];
        var grown = 0;
        for (var row = 0; row < rows.Rows; row++)
        {
            var floor = minimumScales?[row] ?? 0;
            scales[row] = unsafeScales[row] = MathF.Max(scales[row], floor);
            grown += QuantizeRow(weights, rows, row, ref scales[row], line) ? 1 : 0;
        }

        if (!perChannel && rows.Rows > 0)
        {
            Array.Fill(scales, scales.Max());
        }

        for (var row = 0; row < rows.Rows; row++)
        {
            Round(weights, rows, row, scales[row], line);
            for (var column = 0; column < line.Length; column++)
            {
                values[rows.Index(row, column)] = line[column];
            }
        }

        return new QuantizedWeights(values, scales, grown)
        {
            Bits = bits,
            PairSafetyDecibels = grown == 0 ? null : 10 * Math.Log10(Noise(weights, rows, scales, line) / Noise(weights, rows, unsafeScales, line)),
        };
    }

    /// <summary>
    /// The largest sum of same-signed neighbours: max over pairs of max(w0,0)+max(w1,0) and of max(-w0,0)+max(-w1,0). With activations in [0, 255],
    /// a sum of at most 128 cannot saturate the 16-bit addition of two u8 x s8 products.
    /// </summary>
    public static int LargestPairSum(ReadOnlySpan<sbyte> line)
    {
        var largest = 0;
        for (var i = 0; i < line.Length; i += 2)
        {
            int first = line[i];
            var second = i + 1 < line.Length ? line[i + 1] : 0;
            largest = Math.Max(largest, Math.Max(first, 0) + Math.Max(second, 0));
            largest = Math.Max(largest, Math.Max(-first, 0) + Math.Max(-second, 0));
        }

        return largest;
    }

    /// <summary>sum (w - s * round(w / s))^2</summary>
    private double Noise(ReadOnlySpan<float> weights, WeightRows rows, float[] scales, Span<sbyte> line)
    {
        var noise = double.Epsilon;
        for (var row = 0; row < rows.Rows; row++)
        {
            Round(weights, rows, row, scales[row], line);
            for (var column = 0; column < line.Length; column++)
            {
                var error = weights[rows.Index(row, column)] - ((double)scales[row] * line[column]);
                noise += error * error;
            }
        }

        return noise;
    }

    private bool QuantizeRow(ReadOnlySpan<float> weights, WeightRows rows, int row, ref float scale, Span<sbyte> line)
    {
        Round(weights, rows, row, scale, line);
        if (!pairSafe || !rows.HasPairs)
        {
            return false;
        }

        var grown = false;
        for (var sum = LargestPairSum(line); sum > SafePairSum; sum = LargestPairSum(line))
        {
            scale *= MathF.Max(1.002f, sum / (SafePairSum + 0.3f));
            Round(weights, rows, row, scale, line);
            grown = true;
        }

        return grown;
    }

    private void Round(ReadOnlySpan<float> weights, WeightRows rows, int row, float scale, Span<sbyte> line)
    {
        for (var column = 0; column < line.Length; column++)
        {
            var value = Math.Round(weights[rows.Index(row, column)] / (double)scale, MidpointRounding.ToEven);
            line[column] = (sbyte)Math.Clamp(value, -_maxWeight, _maxWeight);
        }
    }

    private static float[] Magnitudes(ReadOnlySpan<float> weights, WeightRows rows, int row)
    {
        var magnitudes = new float[rows.Columns];
        for (var column = 0; column < magnitudes.Length; column++)
        {
            magnitudes[column] = MathF.Abs(weights[rows.Index(row, column)]);
        }

        return magnitudes;
    }

    private float Reach(float[] magnitudes)
    {
        var largest = magnitudes.Length == 0 ? 0 : TensorPrimitives.Max<float>(magnitudes);
        return Clip is null || largest == 0 ? largest : Math.Clamp(Clip(magnitudes), 0, largest);
    }

    private float ScaleOf(float magnitude)
    {
        var scale = magnitude / _maxWeight;
        return float.IsNormal(scale) && scale > 0 ? scale : 1f / _maxWeight;
    }
}
