using ModelCompression.Metrics;

namespace ModelCompression.Evaluation;

/// <summary>
/// The scatter of a loss by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13): the cases are drawn again with replacement, both models on the same draw,
/// and the metric is computed anew.
/// </summary>
internal static class Bootstrap
{
    /// <summary>Quantiles at every thousandth.</summary>
    private const int Steps = 1000;

    /// <summary>Fewer cases scatter too little to say anything.</summary>
    private const int FewestCases = 2;

    /// <summary>Draws end where they would take minutes: images predicted value by value. The number is one of the data alone, so that equal builds stay equal.</summary>
    private const long MostSteps = 20_000_000_000;

    private const int FewestDraws = 200;

    /// <param name="original">Value of the original model by how often each case counts; null when it is <paramref name="bound"/> by definition.</param>
    /// <param name="compressed">The same for the compressed model.</param>
    /// <returns>Quantiles of the loss (positive when worse) from 0 to 1; null when most draws have no value.</returns>
    public static double[]? DropQuantiles(IMetricAccumulator? original, IMetricAccumulator compressed, double bound, Direction better, (int Draws, int Seed, int Threads) how)
    {
        var cases = compressed.Count;
        var draws = (int)Math.Min(how.Draws, MostSteps / Math.Max(1, compressed.Steps));
        if (cases < FewestCases || draws < Math.Min(FewestDraws, Math.Max(1, how.Draws)))
        {
            return null;
        }

        var drops = new double[draws];
        Parallel.For(0, draws, new ParallelOptions { MaxDegreeOfParallelism = how.Threads }, () => new int[cases], (draw, _, weights) =>
        {
            Draw(weights, new Random(unchecked((how.Seed * 1_000_003) + draw)));
            var (before, after) = (original?.Weighted(weights) ?? bound, compressed.Weighted(weights));
            drops[draw] = better == Direction.Higher ? before - after : after - before;
            return weights;
        }, _ => { });
        var known = drops.Where(double.IsFinite).Order().ToArray();
        return known.Length * 2 <= draws ? null : [.. Enumerable.Range(0, Steps + 1).Select(step => Quantile(known, (double)step / Steps))];
    }

    private static void Draw(int[] weights, Random random)
    {
        Array.Clear(weights);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[random.Next(weights.Length)]++;
        }
    }

    private static double Quantile(double[] sorted, double probability)
    {
        var place = probability * (sorted.Length - 1);
        var below = Math.Min((int)place, sorted.Length - 2);
        return sorted.Length == 1 ? sorted[0] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
