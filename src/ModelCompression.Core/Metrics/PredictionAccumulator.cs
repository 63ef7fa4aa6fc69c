using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Collects predicted classes for a value that depends on all of them.</summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="value">What is made of the counts.</param>
/// <param name="single">See <see cref="ClassScores.Of"/>.</param>
internal sealed class PredictionAccumulator(string metric, Func<ClassTable, double> value, bool single = false) : IMetricAccumulator
{
    private readonly List<int> _labels = [];
    private readonly List<int> _predicted = [];
    private int _classes;

    public int Count => _labels.Count;

    public double Value => _labels.Count == 0 ? double.NaN : Weighted([.. Enumerable.Repeat(1, _labels.Count)]);

    /// <summary>1 for a sample whose class is predicted, else 0.</summary>
    public IReadOnlyList<double> PerSample => [.. _labels.Zip(_predicted, (label, predicted) => label == predicted ? 1.0 : 0)];

    public IReadOnlyList<int> Classes => _labels;

    public IReadOnlyList<int> Answers => _predicted;

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        var scores = ClassScores.Of(metric, sample, outputs, single);
        _labels.Add(scores.Label);
        _predicted.Add(scores.Predicted);
        _classes = Math.Max(_classes, scores.Values.Length);
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        var table = new ClassTable(_classes);
        for (var i = 0; i < weights.Length; i++)
        {
            table.Add(_labels[i], _predicted[i], weights[i]);
        }

        return value(table);
    }
}
