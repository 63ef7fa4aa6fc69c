using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Share of samples whose highest score in the first output belongs to the right class.</summary>
[Strategy("Top1", "Share of samples whose highest score belongs to the right class; needs class labels.")]
public sealed class Top1 : IMetric
{
    public string Name => "Top1";

    public Direction Better => Direction.Higher;

    public LabelKind Needs => LabelKind.Class;

    public double? Bound => 1;

    public bool ComparesWithOriginal => false;

    public bool CountsSuccesses => true;

    public IMetricAccumulator Start() => new Accumulator();

    /// <summary>1 when the label's score is the highest (the first of equals), else 0. A sample is one row of scores: one axis longer than 1.</summary>
    private static double Judge(Sample sample, IReadOnlyList<TensorData> outputs)
    {
        if (sample.Label is not ClassLabel label)
        {
            throw Unusable($"Sample '{sample.Id}' has no class label, which metric Top1 needs. Give labels with the data, or use metric Fidelity.");
        }

        if (outputs.Count == 0 || outputs[0] is not { Element: not ElementType.String } scores || scores.Count == 0)
        {
            throw Unusable("The model's first output holds no scores, which metric Top1 needs. Use metric Fidelity.");
        }

        if (scores.Count == 1)
        {
            throw Unusable("The model's first output is a single score, so there is no highest one to compare with the label. Use metric Fidelity.");
        }

        if (scores.Shape.Dims.Count(size => size > 1) != 1)
        {
            throw Unusable($"The model's first output {scores} is not one row of class scores for sample '{sample.Id}', which metric Top1 needs. Use metric Fidelity.");
        }

        if (label.Index < 0 || label.Index >= scores.Count)
        {
            throw Unusable($"Sample '{sample.Id}' has class {label.Index}, but the model's first output has {scores.Count} classes, from 0 to {scores.Count - 1}. Check the labels and the number of classes.");
        }

        return Scores.ArgMax(scores.ToDoubles()) == label.Index ? 1 : 0;
    }

    private static UserErrorException Unusable(string message) => new(Codes.LabelsMissing, message);

    private sealed class Accumulator : IMetricAccumulator
    {
        private readonly List<double> _outcomes = [];
        private readonly List<int> _classes = [];
        private long _right;

        public double Value => _outcomes.Count == 0 ? double.NaN : (double)_right / _outcomes.Count;

        public IReadOnlyList<double> PerSample => _outcomes;

        public IReadOnlyList<int> Classes => _classes;

        public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
        {
            var outcome = Judge(sample, outputs);
            _outcomes.Add(outcome);
            _classes.Add(sample.Label is ClassLabel label ? label.Index : -1);
            _right += (long)outcome;
        }
    }
}
