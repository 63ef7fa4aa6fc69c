using ModelCompression.Compression.Recipes;
using ModelCompression.Quantization;

namespace ModelCompression.Compression.Search;

/// <summary>What a search decided: the recipe of the candidate that is taken, with nothing left to decide. Stored in the cache.</summary>
/// <param name="Quantization">Ids of quantizers joined by +, or None.</param>
/// <param name="Node">Settings of nodes without a rule.</param>
/// <param name="Rules">Those of the recipe, then those the search added.</param>
/// <param name="Notes">What the user should know about the decision.</param>
/// <param name="Sensitivity">Decibels of the outputs that are regained when a node alone stays float, by its name; empty when nothing had to be reverted.</param>
public sealed record SearchResult(
    string Quantization,
    NodeSettings Node,
    IReadOnlyList<RecipeRule> Rules,
    IReadOnlyList<string> Notes,
    IReadOnlyDictionary<string, double> Sensitivity)
{
    /// <summary>The decision to take options as they are.</summary>
    public static SearchResult Of(CompressionOptions options, bool hasCalibration) => new(
        string.Join('+', ResolvedRecipe.Quantizers(options, hasCalibration)) is { Length: > 0 } ids ? ids : "None", options.Node, options.Rules, [], new SortedDictionary<string, double>(StringComparer.Ordinal));

    public CompressionOptions Apply(CompressionOptions options) => options with { Quantization = Quantization, Node = Node, Rules = Rules, AccuracyControl = false };
}
