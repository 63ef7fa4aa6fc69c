namespace ModelCompression.Inference;

/// <summary>Which frames of a recording are positive, for example hold speech.</summary>
/// <param name="Positive">One a frame.</param>
public sealed record FramesLabel(IReadOnlyList<bool> Positive) : Label;
