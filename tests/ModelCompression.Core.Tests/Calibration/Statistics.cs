using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

/// <summary>Tensors for the tests of calibrators.</summary>
internal static class Statistics
{
    public static TensorStatistics Of(params float[][] samples)
    {
        var statistics = new TensorStatistics(withHistogram: true);
        foreach (var sample in samples)
        {
            statistics.Add(sample);
        }

        return statistics;
    }

    /// <summary>Normally distributed values with a few large ones, of a seeded spread and centre; not negative when <paramref name="oneSided"/>.</summary>
    public static float[] Random(int seed, int count, bool oneSided = false)
    {
        var random = new Random(seed);
        var spread = MathF.Pow(10, random.Next(-3, 4));
        var centre = (random.NextSingle() - 0.5f) * spread;
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var normal = MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
            var value = centre + normal * spread * (random.Next(200) == 0 ? 6 : 1);
            return oneSided ? MathF.Max(0, value) : value;
        })];
    }
}
