using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Cosines of the two embeddings of each pair beside the pairs' scores. A single pair has no outcome of its own.</summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="correlation">Value of cosines and scores, by how often each pair counts.</param>
internal sealed class PairAccumulator(string metric, PairCorrelation correlation) : IMetricAccumulator
{
    private readonly List<double> _cosines = [];
    private readonly List<double> _scores = [];
    private (PairLabel Label, double[] Embedding)? _first;
    private WeightedValue? _ready;

    public int Count => _cosines.Count;

    public IReadOnlyList<double> PerSample => [];

    /// <exception cref="UserErrorException">MC2007: all pairs have the same score, so that there is nothing to correlate with.</exception>
    public double Value => _scores.Distinct().Take(2).Count() == 1
        ? throw Unusable($"All {_scores.Count} scores of the pairs are equal, so metric {metric} cannot tell a good order from a bad one. Give pairs with different scores.")
        : _first is null ? Weighted([.. Enumerable.Repeat(1, Count)]) : throw new InvalidOperationException($"Pair {_first.Value.Label.Pair} has one side only.");

    public double Weighted(ReadOnlySpan<int> weights)
    {
        lock (_cosines)
        {
            _ready ??= _cosines.Count == 0 || _cosines.Any(double.IsNaN) ? _ => double.NaN : correlation(_cosines, _scores);
        }

        return _ready(weights);
    }

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not PairLabel label)
        {
            throw Unusable($"Sample '{sample.Id}' belongs to no scored pair, which metric {metric} needs. Give rows of 'text,text,score', or use metric Fidelity.");
        }

        var embedding = Embeddings.Of(metric, sample, outputs);
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
        _ready = null;
        _cosines.Add(Cosine(first.Embedding, embedding));
        _scores.Add(label.Score);
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

/// <summary>A value by how often each case counts.</summary>
internal delegate double WeightedValue(ReadOnlySpan<int> weights);

/// <summary>Prepares a correlation of two lists, none of whose elements is NaN, for any number of weightings.</summary>
internal delegate WeightedValue PairCorrelation(IReadOnlyList<double> left, IReadOnlyList<double> right);
