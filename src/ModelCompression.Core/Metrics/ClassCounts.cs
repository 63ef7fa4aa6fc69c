namespace ModelCompression.Metrics;

/// <summary>Right and wrong samples of one class.</summary>
/// <param name="Class">Index of the class.</param>
/// <param name="Samples">Number of its samples, 1 or more.</param>
public sealed record ClassCounts(int Class, int Samples, SuccessCounts Counts)
{
    /// <summary>By class, in ascending order; empty when samples have no classes or are not right or wrong.</summary>
    public static IReadOnlyList<ClassCounts> Of(PairedOutcomes outcomes)
    {
        if (outcomes.Classes.Count == 0 || outcomes.Original.Count != outcomes.Classes.Count || outcomes.Compressed.Count != outcomes.Classes.Count)
        {
            return [];
        }

        return [.. Enumerable.Range(0, outcomes.Classes.Count).GroupBy(sample => outcomes.Classes[sample]).OrderBy(group => group.Key).Select(group =>
            new ClassCounts(group.Key, group.Count(), SuccessCounts.Of([.. group.Select(sample => outcomes.Original[sample])], [.. group.Select(sample => outcomes.Compressed[sample])])))];
    }
}
