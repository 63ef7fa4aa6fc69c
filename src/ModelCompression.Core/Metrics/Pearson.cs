using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Pearson's correlation between the cosine of the two embeddings of each pair and the pair's score; 1 when scores are a rising straight line of the cosines.
/// A single pair has no outcome of its own. NaN when an embedding is not finite, or all cosines are equal.
/// </summary>
[Strategy("Pearson", "Linear correlation between cosines of embeddings and scores of pairs; needs scored pairs.")]
public sealed class Pearson : IMetric
{
    public string Name => "Pearson";

    public LabelKind Needs => LabelKind.Pair;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new PairAccumulator(Name, (cosines, scores) => weights => Ranks.Pearson(cosines, scores, weights));
}
