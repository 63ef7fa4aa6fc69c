namespace ModelCompression.Quantization;

/// <summary>
/// Half-quadratic quantization (Badri and Shaji, Mobius Labs, 2023): minimises the p-norm (p below 1) of the error, which lets few large errors go, by splitting the
/// error into a sparse part W_e = shrink(W - W_r) and a least-squares fit of the zero point (asymmetric) or of the scale (symmetric) to W - W_e. The kernel wants whole
/// zero points, so of the two neighbours of the solution the one with the smaller p-norm is kept.
/// </summary>
public sealed class HqqBlockRounding : IBlockRounding
{
    private const int Iterations = 20;
    private const float Norm = 0.7f;
    private const float FirstBeta = 10;
    private const float BetaGrowth = 1.01f;

    public BlockParameters Choose(ReadOnlySpan<float> weights, ReadOnlySpan<float> importance, BlockGrid grid)
    {
        var (min, max) = NearestBlockRounding.RangeOf(weights);
        if (min == 0 && max == 0)
        {
            return new BlockParameters(0, (byte)grid.Middle);
        }

        return grid.Symmetric ? FitScale(weights, grid, -min > max ? min : max) : FitZeroPoint(weights, grid, min, max);
    }

    private static BlockParameters FitZeroPoint(ReadOnlySpan<float> weights, BlockGrid grid, float min, float max)
    {
        var scale = (max - min) / grid.MaxCode;
        var zero = -min / scale;
        var beta = FirstBeta;
        var best = (Error: double.PositiveInfinity, Zero: zero);
        for (var i = 0; i < Iterations; i++, beta *= BetaGrowth)
        {
            double sum = 0, error = 0;
            foreach (var weight in weights)
            {
                var code = Math.Clamp(MathF.Round((weight / scale) + zero, MidpointRounding.ToEven), 0, grid.MaxCode);
                var difference = weight - ((code - zero) * scale);
                sum += code - ((weight - Shrink(difference, beta)) / scale);
                error += MathF.Abs(difference);
            }

            if (error >= best.Error)
            {
                break;
            }

            best = (error, zero);
            zero = (float)(sum / weights.Length);
        }

        var (low, high) = ((int)Math.Clamp(MathF.Floor(best.Zero), 0, grid.MaxCode), (int)Math.Clamp(MathF.Ceiling(best.Zero), 0, grid.MaxCode));
        return new BlockParameters(scale, (byte)(NormOf(weights, grid, scale, low) <= NormOf(weights, grid, scale, high) ? low : high));
    }

    private static BlockParameters FitScale(ReadOnlySpan<float> weights, BlockGrid grid, float extreme)
    {
        var scale = -extreme / grid.Middle;
        var beta = FirstBeta;
        var best = (Error: double.PositiveInfinity, Scale: scale);
        for (var i = 0; i < Iterations; i++, beta *= BetaGrowth)
        {
            double product = 0, energy = 0;
            foreach (var weight in weights)
            {
                var code = grid.Round(weight, scale, grid.Middle) - grid.Middle;
                product += (weight - Shrink(weight - (code * scale), beta)) * (double)code;
                energy += code * code;
            }

            var error = NormOf(weights, grid, scale, grid.Middle);
            if (error >= best.Error || energy == 0)
            {
                break;
            }

            best = (error, scale);
            scale = (float)(product / energy);
        }

        return new BlockParameters(best.Scale, (byte)grid.Middle);
    }

    /// <summary>sum |w - w_r|^p.</summary>
    private static double NormOf(ReadOnlySpan<float> weights, BlockGrid grid, float scale, int zeroPoint)
    {
        double sum = 0;
        foreach (var weight in weights)
        {
            sum += MathF.Pow(MathF.Abs(weight - ((grid.Round(weight, scale, zeroPoint) - zeroPoint) * scale)), Norm);
        }

        return sum;
    }

    /// <summary>sign(x) * max(0, |x| - |x|^(p-1) / beta): the proximal step of the p-norm.</summary>
    private static float Shrink(float x, float beta) =>
        x == 0 ? 0 : MathF.Sign(x) * MathF.Max(0, MathF.Abs(x) - (MathF.Pow(MathF.Abs(x), Norm - 1) / beta));
}
