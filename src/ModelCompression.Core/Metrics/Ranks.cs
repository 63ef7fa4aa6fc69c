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

    /// <summary>The correlation when each pair counts as often as its weight says.</summary>
    /// <param name="order">Both sides as <see cref="Order"/> gives them.</param>
    public static double Correlation((int[] Order, int[] Groups) left, (int[] Order, int[] Groups) right, ReadOnlySpan<int> weights)
    {
        var (x, y) = (Weighted(left, weights), Weighted(right, weights));
        return Pearson(x, y, weights);
    }

    /// <summary>Pearson's correlation when each pair counts as often as its weight says; NaN when all values of a side are equal.</summary>
    public static double Pearson(IReadOnlyList<double> left, IReadOnlyList<double> right, ReadOnlySpan<int> weights)
    {
        double count = 0, x = 0, y = 0, xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            count += weights[i];
            x += weights[i] * left[i];
            y += weights[i] * right[i];
        }

        (x, y) = (x / count, y / count);
        for (var i = 0; i < weights.Length; i++)
        {
            xy += weights[i] * (left[i] - x) * (right[i] - y);
            xx += weights[i] * (left[i] - x) * (left[i] - x);
            yy += weights[i] * (right[i] - y) * (right[i] - y);
        }

        return xx <= 1e-30 * count || yy <= 1e-30 * count ? double.NaN : xy / Math.Sqrt(xx * yy);
    }

    /// <summary>Indices in ascending order of their values, and for each place the number of its group of equal values.</summary>
    /// <param name="values">None is NaN.</param>
    public static (int[] Order, int[] Groups) Order(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(index => values[index]).ToArray();
        var groups = new int[order.Length];
        for (var i = 1; i < order.Length; i++)
        {
            groups[i] = groups[i - 1] + (values[order[i]] == values[order[i - 1]] ? 0 : 1);
        }

        return (order, groups);
    }

    private static double[] Weighted((int[] Order, int[] Groups) side, ReadOnlySpan<int> weights)
    {
        var ranks = new double[weights.Length];
        var before = 0L;
        for (var start = 0; start < ranks.Length;)
        {
            var (end, inside) = (start, 0L);
            for (; end < ranks.Length && side.Groups[end] == side.Groups[start]; end++)
            {
                inside += weights[side.Order[end]];
            }

            for (var i = start; i < end; i++)
            {
                ranks[side.Order[i]] = before + ((inside + 1) / 2.0);
            }

            (before, start) = (before + inside, end);
        }

        return ranks;
    }
}
