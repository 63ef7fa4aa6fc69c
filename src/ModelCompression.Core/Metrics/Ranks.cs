namespace ModelCompression.Metrics;

/// <summary>Correlation of ranks.</summary>
internal static class Ranks
{
    /// <summary>Ranks from 1; equal values share the mean of their ranks.</summary>
    /// <param name="values">None is NaN.</param>
    public static double[] Of(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(index => values[index]).ToArray();
        var ranks = new double[order.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }

    /// <summary>
    /// Spearman's rank correlation: Pearson's correlation of the ranks, which holds with ties too (Kendall, Rank Correlation Methods, chapter 3).
    /// NaN when a value is NaN or all values of a side are equal.
    /// </summary>
    public static double Correlation(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        if (left.Any(double.IsNaN) || right.Any(double.IsNaN))
        {
            return double.NaN;
        }

        var (x, y) = (Of(left), Of(right));
        var mean = (left.Count + 1) / 2.0;
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }

        return xx == 0 || yy == 0 ? double.NaN : xy / Math.Sqrt(xx * yy);
    }
}
