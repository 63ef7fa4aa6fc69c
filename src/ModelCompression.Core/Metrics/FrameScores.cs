using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>The score of each frame of a recording beside what is right.</summary>
/// <param name="Values">One a frame.</param>
/// <param name="Positive">One a frame.</param>
internal readonly record struct FrameScores(double[] Values, IReadOnlyList<bool> Positive)
{
    /// <summary>The first output as one score a frame.</summary>
    /// <param name="metric">Who asks, for messages.</param>
    /// <exception cref="UserErrorException">MC2007: no labels of frames, or another number of scores than frames.</exception>
    public static FrameScores Of(string metric, Sample sample, IReadOnlyList<TensorData> outputs)
    {
        if (sample.Label is not FramesLabel label)
        {
            throw new UserErrorException(Codes.LabelsMissing, $"Sample '{sample.Id}' has no labels of frames, which metric {metric} needs. Give a list with the header 'path,start,end', or use metric Fidelity.");
        }

        return outputs.Count > 0 && outputs[0] is { Element: not ElementType.String } scores && scores.Count == label.Positive.Count
            ? new FrameScores(scores.ToDoubles(), label.Positive)
            : throw new UserErrorException(Codes.LabelsMissing, FormattableString.Invariant(
                $"Sample '{sample.Id}' has {label.Positive.Count} frames, but the model's output for it is {(outputs.Count > 0 ? outputs[0].ToString() : "")}. Metric {metric} needs one score a frame; name the output in 'outputs' of the preprocessing spec."));
    }

    /// <summary>MC2007 when there is nothing to tell apart.</summary>
    public static UserErrorException OneKind(string metric, bool hasPositive) => new(Codes.LabelsMissing,
        $"No frame of the data is {(hasPositive ? "negative" : "positive")}, so metric {metric} has nothing to tell apart. Give recordings with both kinds of frames.");
}
