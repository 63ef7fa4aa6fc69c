using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>Which outputs of a model its metric judges, and how they are decoded.</summary>
/// <param name="decoders">By output name. Empty: every output as it is.</param>
/// <param name="mask">Name of the input that tells tokens from padding, or null.</param>
public sealed class OutputDecoding(IReadOnlyDictionary<string, IOutputDecoder> decoders, string? mask = null)
{
    /// <summary>Every output as it is.</summary>
    public static OutputDecoding Raw { get; } = new(new Dictionary<string, IOutputDecoder>());

    /// <summary>The decoded outputs: those that are named, in the model's order.</summary>
    /// <param name="names">Names of <paramref name="outputs"/>.</param>
    /// <exception cref="UserErrorException">MC2004: an output cannot be decoded.</exception>
    public IReadOnlyList<TensorData> Decode(Sample sample, IReadOnlyList<string> names, IReadOnlyList<TensorData> outputs)
    {
        if (decoders.Count == 0)
        {
            return outputs;
        }

        var tokens = Mask(sample);
        return [.. outputs.Zip(names).Where(output => decoders.ContainsKey(output.Second)).Select(output => decoders[output.Second].Decode(output.First, tokens))];
    }

    /// <summary>All outputs as fidelity compares them: decoded where that replaces the output (embeddings), else as they are.</summary>
    public IReadOnlyList<TensorData> Comparable(Sample sample, IReadOnlyList<string> names, IReadOnlyList<TensorData> outputs) =>
        [.. outputs.Select((output, i) => decoders.GetValueOrDefault(names[i]) is { ReplacesOutput: true } decoder ? decoder.Decode(output, Mask(sample)) : output)];

    private TensorData? Mask(Sample sample) => mask is null ? null : sample.Inputs.GetValueOrDefault(mask);
}
