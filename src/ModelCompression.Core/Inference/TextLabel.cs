namespace ModelCompression.Inference;

/// <summary>The right text, for example what is said in a recording.</summary>
/// <param name="Text">Not empty.</param>
public sealed record TextLabel(string Text) : Label;
