namespace ModelCompression.Metrics;

/// <summary>Samples of a metric that counts successes.</summary>
/// <param name="OriginalRight">Right with the original model.</param>
/// <param name="CompressedRight">Right with the compressed model.</param>
/// <param name="Broken">Right before, wrong now.</param>
/// <param name="Repaired">Wrong before, right now.</param>
public sealed record SuccessCounts(int OriginalRight, int CompressedRight, int Broken, int Repaired)
{
    /// <summary>Samples lost on balance; negative when the compressed model is better.</summary>
    public int Lost => OriginalRight - CompressedRight;

    /// <summary>Counts outcomes that are 1 for right and 0 for wrong.</summary>
    public static SuccessCounts Of(IReadOnlyList<double> original, IReadOnlyList<double> compressed)
    {
        var pairs = original.Zip(compressed).ToList();
        return new SuccessCounts(
            original.Count(outcome => outcome == 1),
            compressed.Count(outcome => outcome == 1),
            pairs.Count(pair => pair is { First: 1, Second: 0 }),
            pairs.Count(pair => pair is { First: 0, Second: 1 }));
    }
}
