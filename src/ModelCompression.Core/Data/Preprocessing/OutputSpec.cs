using ModelCompression.Inference;

namespace ModelCompression.Data.Preprocessing;

/// <summary>How a model output is understood.</summary>
/// <param name="Decode">Id of the decoding.</param>
public sealed record OutputSpec(string Decode)
{
    /// <summary>Which boxes are kept; null where the decoding makes no boxes.</summary>
    public DetectionLimits? Detection { get; init; }

    /// <summary>The largest value there can be, for outputs that are images.</summary>
    public double Peak { get; init; } = 1;

    /// <summary>The threshold of a spec that names none.</summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>From which score on a frame counts as positive.</summary>
    public double Threshold { get; init; } = DefaultThreshold;

    /// <summary>The tokens of a transcript; null where the decoding makes no text.</summary>
    public CtcSpec? Ctc { get; init; }
}

/// <summary>The tokens of an output that becomes a text.</summary>
/// <param name="Vocabulary">The file of tokens.</param>
/// <param name="Tokens">By id.</param>
/// <param name="Blank">Id of the token that stands for none.</param>
/// <param name="WordDelimiter">What becomes a space; empty for nothing.</param>
public sealed record CtcSpec(SpecDataFile Vocabulary, IReadOnlyList<string> Tokens, int Blank, string WordDelimiter);
