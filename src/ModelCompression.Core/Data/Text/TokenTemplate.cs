namespace ModelCompression.Data.Text;

/// <summary>The special tokens of a model, by their text in the vocabulary.</summary>
/// <param name="Start">Those in front of a text.</param>
/// <param name="End">Those behind it.</param>
/// <param name="Padding">The one that fills a text up; null for none.</param>
/// <param name="Unknown">The one for what is not in the vocabulary; null where the vocabulary itself says so, or needs none.</param>
public sealed record TokenTemplate(IReadOnlyList<string> Start, IReadOnlyList<string> End, string? Padding, string? Unknown)
{
    /// <summary>All of them, each once.</summary>
    public IReadOnlyList<string> All => [.. Start.Concat(End).Append(Padding).Append(Unknown).OfType<string>().Distinct(StringComparer.Ordinal)];
}
