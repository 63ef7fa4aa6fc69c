using ModelCompression.Analysis;

namespace ModelCompression.Compression.Search;

/// <summary>Puts what a search found out beside what was built: which layers stay float and why, and how sensitive each is.</summary>
internal static class DecisionNotes
{
    public static CandidateRecord Add(CandidateRecord candidate, SearchResult decision)
    {
        var reasons = decision.Rules.Where(rule => rule is { Why.Length: > 0, Match: { Name: not null, Operator: null, Chain: null } })
            .GroupBy(rule => rule.Match.Name ?? "", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Why ?? "", StringComparer.Ordinal);
        var layers = candidate.Layers.Select(layer => layer with
        {
            Note = reasons.TryGetValue(layer.Node, out var why) ? layer.Note is { Length: > 0 } note ? $"{why}; {note}" : why : layer.Note,
            Sensitivity = decision.Sensitivity.TryGetValue(layer.Node, out var decibels) ? decibels : null,
        }).ToList();
        var covered = layers.Select(layer => layer.Node).ToHashSet(StringComparer.Ordinal);
        var skipped = candidate.Skipped.Where(item => !reasons.ContainsKey(item.Node))
            .Concat(reasons.Where(pair => !covered.Contains(pair.Key)).Select(pair => new Skipped(pair.Key, pair.Value)));
        return candidate with { Layers = layers, Skipped = [.. skipped], Rules = decision.Rules };
    }
}
