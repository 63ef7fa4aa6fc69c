namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// Searches the factors of one channel group that minimise its <see cref="EqualizationNoise"/>: first along headroom^alpha for alpha = 0.1 to 1, then by steps
/// towards the factors that balance activation and weight error. Factors are powers of 2^(1/16), so that the last bits of statistics do not matter.
/// </summary>
internal sealed class FactorSearch(EqualizationNoise noise, int channels)
{
    private const int Alphas = 10;
    private const int Rounds = 40;
    private const double StepsPerOctave = 16;
    private const double Largest = 256;

    /// <returns>The best factors found and the share of the error that remains, 0 to 1.</returns>
    public (double[] Factors, double Remaining) Run()
    {
        var ones = Enumerable.Repeat(1.0, channels).ToArray();
        var start = noise.At(ones);
        var (best, least) = (ones, start);
        var headroom = noise.Headroom(ones);
        for (var i = 1; i <= Alphas; i++)
        {
            var alpha = (double)i / Alphas;
            Try([.. headroom.Select(room => Math.Pow(room, alpha))], ref best, ref least);
        }

        var current = best;
        for (var round = 0; round < Rounds; round++)
        {
            current = Towards(current);
            Try(current, ref best, ref least);
        }

        return (best, start > 0 ? least / start : 1);
    }

    /// <summary>Half-way, in logarithms, to the balanced factors within the present ranges.</summary>
    private double[] Towards(double[] factors)
    {
        var (balanced, headroom) = (noise.Balanced(factors), noise.Headroom(factors));
        return [.. factors.Select((factor, j) => double.IsFinite(headroom[j]) ? Math.Sqrt(factor * Math.Min(balanced[j], headroom[j])) : 1)];
    }

    private void Try(double[] factors, ref double[] best, ref double least)
    {
        var rounded = Array.ConvertAll(factors, Rounded);
        if (noise.At(rounded) is var error && error < least)
        {
            (best, least) = (rounded, error);
        }
    }

    /// <summary>Down to the grid; 1 for a channel that is always 0.</summary>
    private static double Rounded(double factor) =>
        double.IsFinite(factor) ? Math.Pow(2, Math.Floor((Math.Log2(Math.Clamp(factor, 1 / Largest, Largest)) * StepsPerOctave) + 1e-9) / StepsPerOctave) : 1;
}
