using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Negative log likelihood of each text.</summary>
internal sealed class PerplexityAccumulator : IMetricAccumulator
{
    private const string Metric = "Perplexity";

    private readonly List<(double Loss, int Tokens)> _texts = [];

    public int Count => _texts.Count;

    public double Value => Weighted([.. Enumerable.Repeat(1, Count)]);

    /// <summary>The perplexity of each text.</summary>
    public IReadOnlyList<double> PerSample => [.. _texts.Select(text => Math.Exp(text.Loss / text.Tokens))];

    /// <param name="outputs">The first: logits of shape [1, tokens, vocabulary], with rows of padding behind those of the tokens.</param>
    /// <exception cref="UserErrorException">MC2007: no tokens as label, fewer than two, or an output of another shape.</exception>
    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not TokensLabel { Ids: var ids })
        {
            throw Unusable($"Sample '{sample.Id}' is no text with tokens, which metric {Metric} needs. Give texts and a preprocessing spec with an input of type \"text\", or use metric Fidelity.");
        }

        if (ids.Count < 2)
        {
            throw Unusable($"The text of sample '{sample.Id}' has a single token, so metric {Metric} has no next one to look at. Take it out.");
        }

        if (outputs.Count == 0 || outputs[0] is not { Element: not ElementType.String, Shape: { Rank: 2 or 3 } shape } logits || (shape.Rank == 3 && shape[0] != 1) || shape[shape.Rank - 2] < ids.Count)
        {
            throw Unusable($"The model's output {(outputs.Count > 0 ? outputs[0].ToString() : "")} for sample '{sample.Id}' is not one row of logits for each of its {ids.Count} tokens, which metric {Metric} needs. Name the output with the logits in 'outputs' of the preprocessing spec.");
        }

        var width = (int)shape[shape.Rank - 1];
        if (ids.FirstOrDefault(id => id < 0 || id >= width, -1) is >= 0 and var unknown)
        {
            throw Unusable($"Sample '{sample.Id}' has token {unknown}, but the model's output tells {width} tokens apart. Take the vocabulary of the model.");
        }

        _texts.Add((Loss(logits.ToDoubles(), ids, width), ids.Count - 1));
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        double loss = 0, tokens = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            loss += weights[i] * _texts[i].Loss;
            tokens += (double)weights[i] * _texts[i].Tokens;
        }

        return Math.Exp(loss / tokens);
    }

    private static double Loss(double[] logits, IReadOnlyList<int> ids, int width)
    {
        var sum = 0.0;
        for (var t = 0; t + 1 < ids.Count; t++)
        {
            var row = logits.AsSpan(t * width, width);
            var (largest, total) = (double.NegativeInfinity, 0.0);
            foreach (var logit in row)
            {
                largest = Math.Max(largest, logit); // NaN stays
            }

            foreach (var logit in row)
            {
                total += Math.Exp(logit - largest);
            }

            sum += largest + Math.Log(total) - row[ids[t + 1]];
        }

        return sum;
    }

    private static UserErrorException Unusable(string message) => new(Codes.LabelsMissing, message);
}
