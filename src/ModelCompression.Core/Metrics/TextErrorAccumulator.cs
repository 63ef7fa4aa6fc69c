using System.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>
/// Edits between decoded and right texts, divided by the length of all right texts together. Texts are compared as they are but for white space: none at the ends, and one
/// space for each run of it in between.
/// </summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="edits">Number of edits and length of the right text, of a right and a decoded text.</param>
internal sealed class TextErrorAccumulator(string metric, Func<string, string, (int Edits, int Length)> edits) : IMetricAccumulator
{
    private readonly List<(int Edits, int Length)> _texts = [];

    public int Count => _texts.Count;

    public double Value => Weighted([.. Enumerable.Repeat(1, Count)]);

    /// <summary>The rate of each text.</summary>
    public IReadOnlyList<double> PerSample => [.. _texts.Select(text => (double)text.Edits / text.Length)];

    /// <exception cref="UserErrorException">MC2007: no text as label, or outputs that are no text.</exception>
    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not TextLabel label)
        {
            throw new UserErrorException(Codes.LabelsMissing, $"Sample '{sample.Id}' has no transcript, which metric {metric} needs. Give texts with the recordings, or use metric Fidelity.");
        }

        if (outputs.Count == 0 || outputs[0] is not { Element: ElementType.String, Count: 1 } decoded)
        {
            throw new UserErrorException(Codes.LabelsMissing, $"The model's output {(outputs.Count > 0 ? outputs[0].ToString() : "")} is no text, which metric {metric} needs. Name it in 'outputs' of the preprocessing spec with \"decode\": \"ctc-greedy\".");
        }

        var found = edits(Normal(label.Text), Normal(Encoding.UTF8.GetString(decoded.Strings[0].Span)));
        _texts.Add(found.Length > 0 ? found : throw new UserErrorException(Codes.LabelsMissing, $"The transcript of sample '{sample.Id}' is empty, so metric {metric} has nothing to count errors by."));
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        double sum = 0, length = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (double)weights[i] * _texts[i].Edits;
            length += (double)weights[i] * _texts[i].Length;
        }

        return sum / length;
    }

    private static string Normal(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
