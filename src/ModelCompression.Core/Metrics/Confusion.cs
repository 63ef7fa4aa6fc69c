namespace ModelCompression.Metrics;

/// <summary>How often samples of one class are taken for another.</summary>
/// <param name="Class">Index of the right class.</param>
/// <param name="Answer">Index of the class they are taken for.</param>
/// <param name="Original">Number of such samples with the original model.</param>
/// <param name="Compressed">Number with the compressed model.</param>
public sealed record Confusion(int Class, int Answer, int Original, int Compressed)
{
    /// <summary>The most frequent ones with either model; ties by class, then by answer.</summary>
    /// <param name="classes">One a sample.</param>
    /// <param name="original">Classes the original takes them for, one a sample; -1 for none.</param>
    /// <param name="compressed">The same of the compressed model.</param>
    /// <param name="most">At most so many.</param>
    /// <returns>Empty where answers are not known.</returns>
    public static IReadOnlyList<Confusion> Of(IReadOnlyList<int> classes, IReadOnlyList<int> original, IReadOnlyList<int> compressed, int most)
    {
        if (classes.Count == 0 || original.Count != classes.Count || compressed.Count != classes.Count)
        {
            return [];
        }

        var counts = new Dictionary<(int Class, int Answer), (int Original, int Compressed)>();
        for (var i = 0; i < classes.Count; i++)
        {
            Add((classes[i], original[i]), 1, 0);
            Add((classes[i], compressed[i]), 0, 1);
        }

        return [.. counts.Select(pair => new Confusion(pair.Key.Class, pair.Key.Answer, pair.Value.Original, pair.Value.Compressed))
            .OrderByDescending(found => Math.Max(found.Original, found.Compressed)).ThenBy(found => found.Class).ThenBy(found => found.Answer).Take(most)];

        void Add((int Class, int Answer) key, int before, int after)
        {
            if (key.Answer >= 0 && key.Class != key.Answer)
            {
                var (known, knownAfter) = counts.GetValueOrDefault(key);
                counts[key] = (known + before, knownAfter + after);
            }
        }
    }
}
