using System.Diagnostics;

namespace ModelCompression.Compression.Search;

/// <summary>The part of an item's time a search may take; what is left is for the verdict.</summary>
internal sealed class SearchBudget(TimeSpan limit)
{
    private const double Share = 0.6;

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public bool IsSpent => _clock.Elapsed > limit * Share;
}
