namespace ModelCompression.Inference;

/// <summary>The tokens of a text without padding, each of which a language model tells from those before it.</summary>
/// <param name="Ids">In the text's order.</param>
public sealed record TokensLabel(IReadOnlyList<int> Ids) : Label;
