using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Losses;

/// <summary>Finds what a classifier computes before its softmax.</summary>
internal static class Logits
{
    /// <summary>
    /// <paramref name="output"/> and false, or the input of the softmax over the last axis that computes it, and true. Going round the softmax keeps a loss exact where
    /// a probability would round to 0.
    /// </summary>
    public static (Value Logits, bool AreBehindSoftmax) Of(LossBuilder builder, Value output)
    {
        var value = output;
        while (value.Producer is { } node && node.IsAny("Identity", "Dropout") && node.Output(0) == value)
        {
            value = node.Inputs[0] ?? value;
        }

        var rank = builder.DimsOf(output)?.Count;
        return value.Producer is { } producer && producer.Is("Softmax") && producer.Input(0) is { } input && (producer.Int("axis", -1) is -1 || producer.Int("axis", -1) == rank - 1)
            ? (input, true)
            : (output, false);
    }
}
