using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>Turns a raw model output into what metrics judge. Implementations carry a <c>Strategy</c> attribute whose id is the word in the preprocessing spec.</summary>
public interface IOutputDecoder
{
    /// <summary>True when apps only ever use the decoded output, so that fidelity compares that.</summary>
    bool ReplacesOutput => false;

    /// <summary>The same decoding with limits of its own; itself where it makes no boxes.</summary>
    IOutputDecoder With(DetectionLimits limits) => this;

    /// <summary>The same decoding with the tokens of a vocabulary; itself where it makes no text.</summary>
    IOutputDecoder With(CtcTokens tokens) => this;

    /// <summary>How many classes an output of this shape tells apart; null when the shape does not say.</summary>
    long? ClassesOf(IReadOnlyList<Dimension> dims) => null;

    /// <summary>Decodes one output of one sample.</summary>
    /// <param name="output">The raw output.</param>
    /// <param name="mask">The input that tells tokens (not 0) from padding (0); null when every token counts.</param>
    /// <exception cref="UserErrorException">MC2004: the output has a type or shape that cannot be decoded.</exception>
    TensorData Decode(TensorData output, TensorData? mask);
}
