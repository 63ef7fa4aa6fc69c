using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Counts samples that are right by the scores of their classes.</summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="isRight">Judges one sample.</param>
internal sealed class SuccessAccumulator(string metric, Func<ClassScores, bool> isRight) : IMetricAccumulator
{
    private readonly List<double> _outcomes = [];
    private readonly List<int> _classes = [];
    private readonly List<int> _answers = [];
    private long _right;

    public double Value => _outcomes.Count == 0 ? double.NaN : (double)_right / _outcomes.Count;

    public IReadOnlyList<double> PerSample => _outcomes;

    public IReadOnlyList<int> Classes => _classes;

    public IReadOnlyList<int> Answers => _answers;

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        var scores = ClassScores.Of(metric, sample, outputs);
        var right = isRight(scores);
        _outcomes.Add(right ? 1 : 0);
        _classes.Add(scores.Label);
        _answers.Add(scores.Predicted);
        _right += right ? 1 : 0;
    }
}
