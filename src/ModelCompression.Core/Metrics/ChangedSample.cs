namespace ModelCompression.Metrics;

/// <summary>A sample that one of two models has right and the other wrong.</summary>
/// <param name="Sample">Its name in the data.</param>
/// <param name="Class">Index of its class; null where samples have none.</param>
/// <param name="IsBroken">True when the compressed model is the one that is wrong.</param>
public sealed record ChangedSample(string Sample, int? Class, bool IsBroken)
{
    /// <summary>Its place among the samples that were measured, 0-based.</summary>
    public int Index { get; init; }

    /// <summary>The class the original takes it for; null where the metric looks at more than one answer.</summary>
    public int? Before { get; init; }

    /// <summary>The class the compressed model takes it for.</summary>
    public int? After { get; init; }

    /// <summary>What is broken, then what is repaired, each in the order of the samples.</summary>
    /// <param name="samples">One name a sample.</param>
    /// <param name="answers">Classes the samples are taken for by both models; empty where not known.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<ChangedSample> Of(IReadOnlyList<string> samples, PairedOutcomes outcomes, (IReadOnlyList<int> Original, IReadOnlyList<int> Compressed) answers, int most) =>
        [.. Enumerable.Range(0, samples.Count).Where(i => outcomes.Original[i] != outcomes.Compressed[i])
            .Select(i => new ChangedSample(samples[i], At(outcomes.Classes, i), outcomes.Original[i] > outcomes.Compressed[i])
            {
                Index = i,
                Before = At(answers.Original, i),
                After = At(answers.Compressed, i),
            })
            .OrderBy(sample => sample.IsBroken ? 0 : 1).Take(most)];

    private static int? At(IReadOnlyList<int> classes, int index) => classes.Count > index && classes[index] >= 0 ? classes[index] : null;
}
