namespace ModelCompression.Metrics;

/// <summary>A sample that one of two models has right and the other wrong.</summary>
/// <param name="Sample">Its name in the data.</param>
/// <param name="Class">Index of its class; null where samples have none.</param>
/// <param name="IsBroken">True when the compressed model is the one that is wrong.</param>
public sealed record ChangedSample(string Sample, int? Class, bool IsBroken)
{
    /// <summary>What is broken, then what is repaired, each in the order of the samples.</summary>
    /// <param name="samples">One name a sample.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<ChangedSample> Of(IReadOnlyList<string> samples, PairedOutcomes outcomes, int most) =>
        [.. Enumerable.Range(0, samples.Count).Where(i => outcomes.Original[i] != outcomes.Compressed[i])
            .Select(i => new ChangedSample(samples[i], outcomes.Classes.Count > i ? outcomes.Classes[i] : null, outcomes.Original[i] > outcomes.Compressed[i]))
            .OrderBy(sample => sample.IsBroken ? 0 : 1).Take(most)];
}
