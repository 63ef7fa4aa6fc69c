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
}
