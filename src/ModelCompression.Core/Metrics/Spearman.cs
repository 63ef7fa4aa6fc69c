using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Spearman's rank correlation between the cosine of the two embeddings of each pair and the pair's score; 1 when embeddings order the pairs as the scores do.
/// A single pair has no outcome of its own. NaN when an embedding is not finite, or all cosines are equal.
/// </summary>
[Strategy("Spearman", "Rank correlation between cosines of embeddings and scores of pairs; needs scored pairs.")]
public sealed class Spearman : IMetric
{
    public string Name => "Spearman";

    public LabelKind Needs => LabelKind.Pair;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new PairAccumulator(Name, (cosines, scores) =>
    {
        var (left, right) = (Ranks.Order(cosines), Ranks.Order(scores));
        return weights => Ranks.Correlation(left, right, weights);
    });
}
