namespace ModelCompression.Quantization;

/// <summary>
/// Rounding to nearest on the grid with the smallest squared error: candidates around the range of the block, each with the scale that fits its codes best
/// (least squares). Symmetric blocks give the side with one code more to the weight of largest magnitude, which makes their scale negative for positive extremes.
/// </summary>
public static class NearestBlockRounding
{
    private const int Steps = 9;

    /// <summary>By how many codes one step of the search narrows or widens the range of a symmetric block.</summary>
    private const float StepCodes = 0.1f;

    /// <param name="weights">The weights of the block, finite.</param>
    public static BlockParameters Choose(ReadOnlySpan<float> weights, BlockGrid grid)
    {
        var (min, max) = RangeOf(weights);
        if (min == 0 && max == 0)
        {
            return new BlockParameters(0, (byte)grid.Middle);
        }

        return grid.Symmetric ? Symmetric(weights, grid, -min > max ? min : max) : Asymmetric(weights, grid, min, max);
    }

    private static (float Min, float Max) RangeOf(ReadOnlySpan<float> weights)
    {
        float min = 0, max = 0;
        foreach (var weight in weights)
        {
            min = MathF.Min(min, weight);
            max = MathF.Max(max, weight);
        }

        return (min, max);
    }

    private static BlockParameters Symmetric(ReadOnlySpan<float> weights, BlockGrid grid, float extreme)
    {
        var best = new BlockParameters(-extreme / grid.Middle, (byte)grid.Middle);
        var gain = double.NegativeInfinity;
        for (var step = -Steps; step <= Steps; step++)
        {
            var scale = -extreme / (grid.Middle + (step * StepCodes * grid.Middle / 8));
            Try(weights, grid, scale, grid.Middle, ref best, ref gain);
        }

        return best;
    }

    private static BlockParameters Asymmetric(ReadOnlySpan<float> weights, BlockGrid grid, float min, float max)
    {
        var first = (max - min) / grid.MaxCode;
        var best = new BlockParameters(first, ZeroPointOf(min, first, grid));
        var gain = double.NegativeInfinity;
        for (var step = 0; step <= Steps; step++)
        {
            var scale = first * (1.05f - (step * 0.05f));
            var middle = ZeroPointOf(min * (scale / first), scale, grid);
            for (var zeroPoint = Math.Max(0, middle - 1); zeroPoint <= Math.Min(grid.MaxCode, middle + 1); zeroPoint++)
            {
                Try(weights, grid, scale, zeroPoint, ref best, ref gain);
            }
        }

        return best;
    }

    /// <summary>
    /// With codes q (zero point taken off) the best scale is sum(w q) / sum(q^2), and it lowers the squared error by sum(w q)^2 / sum(q^2): the gain that is
    /// compared.
    /// </summary>
    private static void Try(
        ReadOnlySpan<float> weights, BlockGrid grid, float scale, int zeroPoint, ref BlockParameters best, ref double gain)
    {
        double product = 0, energy = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var code = grid.Round(weights[i], scale, zeroPoint) - zeroPoint;
            product += (double)weights[i] * code;
            energy += (double)code * code;
        }

        if (energy > 0 && product * product / energy > gain)
        {
            gain = product * product / energy;
            best = new BlockParameters((float)(product / energy), (byte)zeroPoint);
        }
    }

    private static byte ZeroPointOf(float min, float scale, BlockGrid grid) =>
        (byte)Math.Clamp(MathF.Round(-min / scale, MidpointRounding.ToEven), 0, grid.MaxCode);
}
