using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>
/// Spearman's rank correlation between the cosine of the two embeddings of each pair and the pair's score; 1 when embeddings order the pairs as the scores do.
/// A single pair has no outcome of its own. NaN when an embedding is not finite, or all cosines are equal.
/// </summary>
[Strategy("Spearman", "Rank correlation between cosines of embeddings and scores of pairs; needs scored pairs.")]
public sealed class Spearman : IMetric
{
    public string Name => "Spearman";

    public Direction Better => Direction.Higher;

    public LabelKind Needs => LabelKind.Pair;

    public double? Bound => 1;

    public bool ComparesWithOriginal => false;

    public bool CountsSuccesses => false;

    public IMetricAccumulator Start() => new Accumulator();

    private sealed class Accumulator : IMetricAccumulator
    {
        private readonly List<double> _cosines = [];
        private readonly List<double> _scores = [];
        private (PairLabel Label, double[] Embedding)? _first;
        private ((int[] Order, int[] Groups) Cosines, (int[] Order, int[] Groups) Scores)? _ordered;

        public int Count => _cosines.Count;

        public IReadOnlyList<double> PerSample => [];

        /// <exception cref="UserErrorException">MC2007: all pairs have the same score, so that there is nothing to correlate with.</exception>
        public double Value => _scores.Distinct().Take(2).Count() == 1
            ? throw Unusable($"All {_scores.Count} scores of the pairs are equal, so metric Spearman cannot tell a good order from a bad one. Give pairs with different scores.")
            : _first is null ? Ranks.Correlation(_cosines, _scores) : throw new InvalidOperationException($"Pair {_first.Value.Label.Pair} has one side only.");

        public double Weighted(ReadOnlySpan<int> weights)
        {
            lock (_cosines)
            {
                _ordered ??= (Ranks.Order(_cosines), Ranks.Order(_scores));
            }

            return _cosines.Any(double.IsNaN) ? double.NaN : Ranks.Correlation(_ordered.Value.Cosines, _ordered.Value.Scores, weights);
        }

        public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
        {
            if (sample.Label is not PairLabel label)
            {
                throw Unusable($"Sample '{sample.Id}' belongs to no scored pair, which metric Spearman needs. Give rows of 'text,text,score', or use metric Fidelity.");
            }

            var embedding = EmbeddingOf(sample, outputs);
            if (_first is not { } first)
            {
                _first = (label, embedding);
                return;
            }

            if (first.Label.Pair != label.Pair || first.Label.Side == label.Side || first.Embedding.Length != embedding.Length)
            {
                throw Unusable($"Sample '{sample.Id}' does not complete pair {first.Label.Pair} of the sample before it. Both sides of a pair must follow each other and give embeddings of one size.");
            }

            _first = null;
            _cosines.Add(Cosine(first.Embedding, embedding));
            _scores.Add(label.Score);
        }

        private static double[] EmbeddingOf(Sample sample, IReadOnlyList<TensorData> outputs)
        {
            if (outputs.Count > 0 && outputs[0] is { Element: not ElementType.String, Count: > 0 } embedding && embedding.Shape.Dims.Count(size => size > 1) <= 1)
            {
                return embedding.ToDoubles();
            }

            throw Unusable(
                $"The output {(outputs.Count > 0 ? outputs[0].ToString() : "")} for sample '{sample.Id}' is not one embedding, which metric Spearman needs. "
                + "Name the output in 'outputs' of the preprocessing spec; an output with one vector a token needs \"decode\": \"embedding-meanpool\".");
        }

        /// <summary>0 with a vector of zeros; NaN when an element is not finite.</summary>
        private static double Cosine(double[] left, double[] right)
        {
            double dot = 0, leftSquares = 0, rightSquares = 0;
            for (var i = 0; i < left.Length; i++)
            {
                dot += left[i] * right[i];
                leftSquares += left[i] * left[i];
                rightSquares += right[i] * right[i];
            }

            return leftSquares == 0 || rightSquares == 0 ? 0 : dot / (Math.Sqrt(leftSquares) * Math.Sqrt(rightSquares));
        }

        private static UserErrorException Unusable(string message) => new(Codes.LabelsMissing, message);
    }
}
