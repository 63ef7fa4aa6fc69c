using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Quantization;

/// <summary>Blocks of weights and the error of their quantization, for tests of roundings.</summary>
internal static class BlockSamples
{
    /// <summary>32 weights, most of them small.</summary>
    public static float[] HeavyTailed(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 32).Select(_ => MathF.Pow((random.NextSingle() * 2) - 1, 3))];
    }

    public static double SquaredError(float[] weights, BlockParameters parameters, BlockGrid grid) =>
        weights.Sum(weight => Math.Pow(weight - ((grid.Round(weight, parameters.Scale, parameters.ZeroPoint) - parameters.ZeroPoint) * (double)parameters.Scale), 2));
}
