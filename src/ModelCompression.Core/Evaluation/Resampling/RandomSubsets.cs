using ModelCompression.Analysis;

namespace ModelCompression.Evaluation.Resampling;

/// <summary>
/// Subsets drawn anew each time without replacement. They share cases, so their spread is that of a delete-d jackknife: with m of n cases a subset, the variance of the
/// whole is <c>m / (n - m)</c> times the mean squared deviation of the subsets (Shao and Wu 1989).
/// </summary>
[Strategy("RandomSubsets", "Subsets random parts of the samples, each of the share SubsetSize.")]
public sealed class RandomSubsets : IResampling
{
    public IReadOnlyList<IReadOnlyList<int>> Parts(int count, ResamplingSettings settings)
    {
        if (count < 2 || settings.Subsets < 2)
        {
            return [];
        }

        var random = new Random(settings.Seed);
        var order = Enumerable.Range(0, count).ToArray();
        var parts = new List<IReadOnlyList<int>>();
        for (var subset = 0; subset < settings.Subsets; subset++)
        {
            random.Shuffle(order);
            parts.Add([.. order.Take(Size(count, settings)).Order()]);
        }

        return parts;
    }

    public double StandardError(int count, IReadOnlyList<double> values, ResamplingSettings settings)
    {
        var (mean, size) = (values.Average(), Size(count, settings));
        return Math.Sqrt((double)size / (count - size) * values.Average(value => (value - mean) * (value - mean)));
    }

    /// <summary>At least one case is in a subset, and one is not.</summary>
    private static int Size(int count, ResamplingSettings settings) => Math.Clamp((int)Math.Round(count * settings.SubsetSize), 1, count - 1);
}
