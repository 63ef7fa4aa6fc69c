namespace ModelCompression.Data;

/// <summary>
/// Which samples stand for all of a data set, a function of the data alone. With classes, all get the same number as far as they have it, and each class is spread over the
/// data; the classes that get one more are spread over the classes. Without, one sample of each of equally long stretches is taken, at a place that moves by the golden
/// ratio, so that data in a repeating order are not taken at their period.
/// </summary>
internal static class SampleChoice
{
    private const double GoldenRatio = 0.6180339887498949;

    /// <param name="count">Samples there are.</param>
    /// <param name="most">Samples to choose; 1 or more.</param>
    /// <param name="classOf">Class of a sample; null where it has none.</param>
    /// <returns>Ascending positions, all when there are no more than <paramref name="most"/>.</returns>
    public static IReadOnlyList<int> Of(int count, int most, Func<int, int?> classOf)
    {
        if (count <= most)
        {
            return [.. Enumerable.Range(0, count)];
        }

        var groups = Enumerable.Range(0, count).GroupBy(classOf).OrderBy(group => group.Key ?? -1).Select(group => group.ToArray()).ToArray();
        return groups.Length == 1 ? Stretches(groups[0], most) : [.. groups.Zip(Quotas(groups, most), Spread).SelectMany(chosen => chosen).Order()];
    }

    /// <summary>How many each class gives: equally many, and what small classes lack goes to the others.</summary>
    private static int[] Quotas(int[][] groups, int most)
    {
        var quotas = new int[groups.Length];
        var left = most;
        while (left > 0)
        {
            var open = Enumerable.Range(0, groups.Length).Where(group => quotas[group] < groups[group].Length).ToArray();
            var each = left / open.Length;
            var gets = each > 0 ? open : Spread(open, left);
            foreach (var group in gets)
            {
                var given = Math.Min(Math.Max(each, 1), groups[group].Length - quotas[group]);
                quotas[group] += given;
                left -= given;
            }
        }

        return quotas;
    }

    private static int[] Spread(int[] positions, int quota) => [.. Enumerable.Range(0, quota).Select(index => positions[(int)((long)index * positions.Length / quota)])];

    private static int[] Stretches(int[] positions, int most)
    {
        var chosen = new int[most];
        for (var index = 0; index < most; index++)
        {
            var start = (long)index * positions.Length / most;
            var end = (long)(index + 1) * positions.Length / most;
            chosen[index] = positions[start + (long)(index * GoldenRatio % 1 * (end - start))];
        }

        return chosen;
    }
}
