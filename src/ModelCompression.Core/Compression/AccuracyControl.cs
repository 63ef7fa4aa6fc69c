using System.Globalization;
using ModelCompression.Compression.Recipes;
using ModelCompression.Compression.Search;
using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>A candidate, how it does, and what was measured on the way.</summary>
internal sealed record Tuned(Candidate Candidate, TuningScore Score, IReadOnlyDictionary<string, double> Sensitivity);

/// <summary>
/// Meets the limits by taking the fewest groups of layers out of integer arithmetic (or, where the grid is coarser than 8 bits, by giving them 8 bits first): ranks
/// the groups, reverts the most sensitive one, looks again; after two steps without gain the rest is ranked afresh. A step is a gain, too, when the outputs come closer
/// and the metric does not get worse beyond the noise of a few samples. Where single steps do not get there, the shortest run of the ranking that does is found by
/// halving. The best candidate found is always kept.
/// </summary>
internal sealed class AccuracyControl(CandidateStore candidates, TuningSet tuning, SearchBudget budget, IDiagnostics diagnostics)
{
    private const int MaxSteps = 32;
    private const int FailuresBeforeRanking = 2;

    private readonly SortedDictionary<string, double> _sensitivity = new(StringComparer.Ordinal);
    private Candidate _current = null!; // set by Improve before anything reads it
    private TuningScore _score = null!; // the same
    private (Candidate Candidate, TuningScore Score) _best;
    private List<(LayerGroup Group, bool Refined)> _waiting = [];

    /// <summary>The first candidate if it keeps to the limits, else the best that was found.</summary>
    public Tuned Improve(CompressionOptions options, CancellationToken cancel)
    {
        _current = candidates.Get(options, cancel);
        _score = tuning.Score(_current.Path, cancel);
        _best = (_current, _score);
        if (!_score.Passed && _current.Record.Layers.Count > 0)
        {
            Search(cancel);
            var groups = LayerGroup.Of(candidates.FloatModel(options), candidates.Get(options, cancel).Record.Layers)
                .OrderByDescending(group => _sensitivity.GetValueOrDefault(group.Nodes[0])).ToList();
            var schemes = ResolvedRecipe.Quantizers(options, candidates.HasCalibration);
            Shorten(options, groups.FindAll(group => group.Bits < 8), group => group.Refine("accuracy: fewer bits here miss the limits on the tuning samples"), cancel);
            Shorten(options, groups, group => group.Revert(schemes, "accuracy: quantizing it misses the limits on the tuning samples"), cancel);
        }

        return new Tuned(_best.Candidate, _best.Score, _sensitivity);
    }

    private void Search(CancellationToken cancel)
    {
        var failures = FailuresBeforeRanking;
        var rankings = 0;
        for (var step = 0; step < MaxSteps && !_score.Passed && !budget.IsSpent; step++)
        {
            if (failures == FailuresBeforeRanking)
            {
                var left = LayerGroup.Of(candidates.FloatModel(_current.Options), _current.Record.Layers).ToList();
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

    /// <summary>While the limits are missed: the fewest groups, in this order, that meet them when all are treated the same way.</summary>
    private void Shorten(CompressionOptions options, List<LayerGroup> groups, Func<LayerGroup, IEnumerable<RecipeRule>> rules, CancellationToken cancel)
    {
        if (_best.Score.Passed || groups.Count == 0)
        {
            return;
        }

        var (low, high, count) = (0, groups.Count, groups.Count);
        while (low < high && !budget.IsSpent)
        {
            var trial = candidates.Get(options with { Rules = [.. options.Rules, .. groups.Take(count).SelectMany(rules)] }, cancel);
            var score = tuning.Score(trial.Path, cancel);
            _best = score.Passed || score.IsBetterThan(_best.Score) ? (trial, score) : _best;
            (low, high) = score.Passed ? (low, count) : (count, high);
            count = (low + high) / 2;
            if (count == low)
            {
                return;
            }
        }
    }

    private void Rank(IReadOnlyList<LayerGroup> groups, CancellationToken cancel)
    {
        diagnostics.Progress("finding the layers that cost accuracy");
        var ranking = new SensitivityRanking(candidates, tuning, budget).Rank(_current.Options, groups, cancel);
        foreach (var (group, decibels, _) in ranking)
        {
            foreach (var node in group.Nodes)
            {
                _sensitivity.TryAdd(node, decibels);
            }
        }

        _waiting = [.. ranking.Select(item => (item.Group, false))];
    }

    /// <summary>Tries the current candidate with one group refined or reverted; true when that is a gain.</summary>
    private bool Take(LayerGroup group, bool refined, CancellationToken cancel)
    {
        diagnostics.Progress($"keeping '{group.Nodes[0]}' in float");
        var canRefine = group.Bits < 8 && !refined;
        var schemes = ResolvedRecipe.Quantizers(_current.Options, candidates.HasCalibration);
        var before = _current.Options;
        var trial = candidates.Get(With(""), cancel);
        var score = tuning.Score(trial.Path, cancel);
        if (canRefine)
        {
            _waiting.Add((group, true)); // float is for when 8 bits everywhere are not enough
        }

        if (!score.IsBetterThan(_score) && !(score.IsCloserThan(_score) && score.Drop <= _score.Drop + tuning.Noise))
        {
            return false;
        }

        var why = Why(score, canRefine ? "8 bits here" : "reverting it");
        (_current, _score) = (trial with { Options = With(why) }, score);
        _best = score.IsBetterThan(_best.Score) ? (_current, score) : _best;
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
