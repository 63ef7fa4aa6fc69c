using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>The right class of a sample and the scores a model gives to all classes.</summary>
/// <param name="Label">Index of the right class.</param>
/// <param name="Values">One score a class, 2 or more.</param>
internal readonly record struct ClassScores(int Label, double[] Values)
{
    /// <summary>The class with the highest score, the first of equals; -1 when all are NaN.</summary>
    public int Predicted => Scores.ArgMax(Values);

    /// <summary>The first output as one row of scores: one axis longer than 1.</summary>
    /// <param name="metric">Who asks, for messages.</param>
    /// <param name="single">True when a single score is taken for that of class 1 of two, between 0 and 1.</param>
    /// <exception cref="UserErrorException">MC2007: no class label, or outputs that are no scores of classes.</exception>
    public static ClassScores Of(string metric, Sample sample, IReadOnlyList<TensorData> outputs, bool single = false)
    {
        if (sample.Label is not ClassLabel label)
        {
            throw Unusable($"Sample '{sample.Id}' has no class label, which metric {metric} needs. Give labels with the data, or use metric Fidelity.");
        }

        if (outputs.Count == 0 || outputs[0] is not { Element: not ElementType.String } scores || scores.Count == 0)
        {
            throw Unusable($"The model's first output holds no scores, which metric {metric} needs. Use metric Fidelity.");
        }

        if (scores.Count == 1 && !single)
        {
            throw Unusable($"The model's first output is a single score, so there is no highest one to compare with the label, which metric {metric} needs. Use metric Fidelity, or F1Binary for a probability.");
        }

        if (scores.Count > 1 && scores.Shape.Dims.Count(size => size > 1) != 1)
        {
            throw Unusable($"The model's first output {scores} is not one row of class scores for sample '{sample.Id}', which metric {metric} needs. Use metric Fidelity.");
        }

        var values = scores.Count == 1 ? [1 - scores.ToDoubles()[0], scores.ToDoubles()[0]] : scores.ToDoubles();
        return label.Index >= 0 && label.Index < values.Length
            ? new ClassScores(label.Index, values)
            : throw Unusable($"Sample '{sample.Id}' has class {label.Index}, but the model's first output has {values.Length} classes, from 0 to {values.Length - 1}. Check the labels and the number of classes.");
    }

    public static UserErrorException Unusable(string message) => new(Codes.LabelsMissing, message);
}
