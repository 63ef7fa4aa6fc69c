using ModelCompression.Analysis;
using ModelCompression.Compression.Recipes;
using ModelCompression.Diagnostics;
using ModelCompression.Quantization;

namespace ModelCompression.Compression;

/// <summary>What is known about a compressed file without running it; stored beside it in the cache.</summary>
/// <param name="Sha256">Lower-case hash of the file.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Layers">How each covered node is treated.</param>
/// <param name="Skipped">What was left as it was, and why.</param>
/// <param name="Sparsity">Share of zeros among the pruned weights; null without pruning.</param>
/// <param name="Recipe">Option name to value, everything that decides about the bytes, resolved.</param>
/// <param name="Diagnostics">Warnings and notes raised on the way.</param>
public sealed record CandidateRecord(
    string Sha256,
    long SizeBytes,
    IReadOnlyList<LayerChoice> Layers,
    IReadOnlyList<Skipped> Skipped,
    double? Sparsity,
    IReadOnlyDictionary<string, string> Recipe,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Schemes a file that was not made here holds, as its operators show.</summary>
    public IReadOnlyList<string> Schemes { get; init; } = [];

    /// <summary>What the recipe says about single nodes.</summary>
    public IReadOnlyList<RecipeRule> Rules { get; init; } = [];
}
