using System.Globalization;
using ModelCompression.Compression.Recipes;
using ModelCompression.Compression.Search;
using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>A candidate, how it does, and what was measured on the way.</summary>
internal sealed record Tuned(Candidate Candidate, TuningScore Score, IReadOnlyDictionary<string, double> Sensitivity);

/// <summary>
/// Meets the limits by taking the fewest groups of layers out of integer arithmetic (or, where the grid is coarser than 8 bits, by giving them 8 bits first): ranks
/// the groups, reverts the most sensitive one, looks again; after two steps without gain the rest is ranked afresh. The best candidate found is always kept.
/// </summary>
internal sealed class AccuracyControl(CandidateStore candidates, TuningSet tuning, SearchBudget budget, IDiagnostics diagnostics)
{
    private const int MaxSteps = 16;
    private const int FailuresBeforeRanking = 2;

    private readonly SortedDictionary<string, double> _sensitivity = new(StringComparer.Ordinal);
    private Candidate _best = null!; // set by Improve before anything reads it
    private TuningScore _score = null!; // the same
    private List<(LayerGroup Group, bool Refined)> _waiting = [];

    /// <summary>The first candidate if it keeps to the limits, else the best that was found.</summary>
    public Tuned Improve(CompressionOptions options, CancellationToken cancel)
    {
        _best = candidates.Get(options, cancel);
        _score = tuning.Score(_best.Path, cancel);
        if (!_score.Passed && _best.Record.Layers.Count > 0)
        {
            Search(cancel);
        }

        return new Tuned(_best, _score, _sensitivity);
    }

    private void Search(CancellationToken cancel)
    {
        var failures = FailuresBeforeRanking;
        var rankings = 0;
        for (var step = 0; step < MaxSteps && !_score.Passed && !budget.IsSpent; step++)
        {
            if (failures == FailuresBeforeRanking)
            {
                var left = LayerGroup.Of(candidates.FloatModel(_best.Options), _best.Record.Layers).ToList();
                left.RemoveAll(group => rankings > 0 && _waiting.All(waiting => !waiting.Group.Nodes.SequenceEqual(group.Nodes)));
                Rank(left, cancel);
                failures = 0;
                rankings++;
            }

            if (_waiting.Count == 0)
            {
                return;
            }

            var (group, refined) = _waiting[0];
            _waiting.RemoveAt(0);
            failures = Take(group, refined, cancel) ? 0 : failures + 1;
        }
    }

    private void Rank(IReadOnlyList<LayerGroup> groups, CancellationToken cancel)
    {
        diagnostics.Progress("finding the layers that cost accuracy");
        var ranking = new SensitivityRanking(candidates, tuning, budget).Rank(_best.Options, groups, cancel);
        foreach (var (group, decibels, _) in ranking)
        {
            foreach (var node in group.Nodes)
            {
                _sensitivity.TryAdd(node, decibels);
            }
        }

        _waiting = [.. ranking.Select(item => (item.Group, false))];
    }

    /// <summary>Tries the best candidate with one group refined or reverted; true when that is better.</summary>
    private bool Take(LayerGroup group, bool refined, CancellationToken cancel)
    {
        diagnostics.Progress($"keeping '{group.Nodes[0]}' in float");
        var canRefine = group.Bits < 8 && !refined;
        var schemes = ResolvedRecipe.Quantizers(_best.Options, candidates.HasCalibration);
        var before = _best.Options;
        var trial = candidates.Get(With(""), cancel);
        var score = tuning.Score(trial.Path, cancel);
        if (canRefine)
        {
            _waiting.Add((group, true)); // float is for when 8 bits everywhere are not enough
        }

        if (!score.IsBetterThan(_score))
        {
            return false;
        }

        var why = Why(score, canRefine ? "8 bits here" : "reverting it");
        _best = trial with { Options = With(why) };
        _score = score;
        return true;

        CompressionOptions With(string reason) => before with
        {
            Rules = [.. before.Rules.Where(rule => !(refined && group.Nodes.Any(rule.IsRefinementOf))), .. canRefine ? group.Refine(reason) : group.Revert(schemes, reason)],
        };
    }

    private string Why(TuningScore score, string what)
    {
        var gained = score.Drop < _score.Drop
            ? string.Create(CultureInfo.InvariantCulture, $"{_score.Drop - score.Drop:0.####} of {tuning.MetricId}")
            : string.Create(CultureInfo.InvariantCulture, $"{score.Decibels - _score.Decibels:0.0} dB of the outputs");
        return $"accuracy: {what} regained {gained} on the tuning samples";
    }
}
