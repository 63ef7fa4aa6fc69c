using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Counts of each recording.</summary>
/// <param name="threshold">Scores at or above it count as positive.</param>
internal sealed class FrameF1Accumulator(double threshold) : IMetricAccumulator
{
    private const string Metric = "FrameF1";

    private readonly List<(int Right, int Predicted, int Positive)> _counts = [];

    public int Count => _counts.Count;

    /// <exception cref="Diagnostics.UserErrorException">MC2007: no frame is positive.</exception>
    public double Value => Count == 0 ? double.NaN
        : _counts.All(counts => counts.Positive == 0) ? throw FrameScores.OneKind(Metric, hasPositive: false)
        : Weighted([.. Enumerable.Repeat(1, Count)]);

    /// <summary>F1 of a recording alone says little where it has few positive frames, and nothing where it has none.</summary>
    public IReadOnlyList<double> PerSample => [];

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        var scores = FrameScores.Of(Metric, sample, outputs);
        var counts = (Right: 0, Predicted: 0, Positive: 0);
        for (var i = 0; i < scores.Values.Length; i++)
        {
            var isPredicted = scores.Values[i] >= threshold;
            counts.Predicted += isPredicted ? 1 : 0;
            counts.Positive += scores.Positive[i] ? 1 : 0;
            counts.Right += isPredicted && scores.Positive[i] ? 1 : 0;
        }

        _counts.Add(counts);
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        double right = 0, both = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            right += (double)weights[i] * _counts[i].Right;
            both += (double)weights[i] * (_counts[i].Predicted + _counts[i].Positive);
        }

        return 2 * right / both;
    }
}
