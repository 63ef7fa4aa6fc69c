using ModelCompression.Quantization.Rounding;
using ModelCompression.Compression.Recipes;

namespace ModelCompression.Compression.Search;

/// <summary>What is regained when one group stays float.</summary>
/// <param name="Decibels">Signal to noise of the model's outputs.</param>
/// <param name="Metric">Of the metric on the samples used; positive is better.</param>
internal sealed record Sensitivity(LayerGroup Group, double Decibels, double Metric);

/// <summary>
/// Ranks groups by what the model's outputs gain when one group alone stays float: end-to-end divergence and metric, not the error of a layer by itself, which says
/// little about the result. Candidates are sketches without rounding and bias correction, which all share.
/// </summary>
internal sealed class SensitivityRanking(CandidateStore candidates, TuningSet tuning, SearchBudget budget)
{
    private const int MaxSamples = 32;

    /// <summary>Groups, most sensitive first; those there was no time for are left out.</summary>
    public IReadOnlyList<Sensitivity> Rank(CompressionOptions options, IReadOnlyList<LayerGroup> groups, CancellationToken cancel)
    {
        var plain = options with { Rounding = "Nearest", BiasCorrection = BiasCorrection.None };
        var samples = tuning.Some(MaxSamples, cancel);
        var schemes = ResolvedRecipe.Quantizers(options, candidates.HasCalibration);
        var all = Score([]);
        var measured = new List<Sensitivity>();
        foreach (var group in groups.TakeWhile(_ => !budget.IsSpent))
        {
            var score = Score([.. group.Revert(schemes, "")]);
            measured.Add(new Sensitivity(group, Gain(all.Decibels, score.Decibels), all.Drop - score.Drop));
        }

        return Ordered(measured);

        TuningScore Score(IReadOnlyList<RecipeRule> rules) =>
            tuning.Score(candidates.Sketch(plain with { Rules = [.. plain.Rules, .. rules] }, cancel).Path, samples, samples.Count, cancel);
    }

    /// <summary>By the sum of the places by divergence and by metric, so that neither a lucky sample nor a harmless deviation decides alone; graph order for equals.</summary>
    internal static IReadOnlyList<Sensitivity> Ordered(IReadOnlyList<Sensitivity> measured)
    {
        return [.. measured.OrderBy(item => Place(other => other.Decibels > item.Decibels) + Place(other => other.Metric > item.Metric)).ThenByDescending(item => item.Decibels)];

        int Place(Func<Sensitivity, bool> isBetter) => measured.Count(isBetter);
    }

    /// <summary>A candidate without any noise gains a hundred decibels, so that sums stay finite.</summary>
    private static double Gain(double before, double after) => double.IsNaN(before) || double.IsNaN(after) ? 0 : Math.Min(after, 200) - Math.Min(before, 200) is var gain && gain > 100 ? 100 : gain;
}
