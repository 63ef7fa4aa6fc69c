namespace ModelCompression.Metrics.Decoding;

/// <summary>What the scores of a speech recognizer stand for.</summary>
/// <param name="Tokens">By id.</param>
/// <param name="Blank">Id of the token that stands for none; may be the one after the last.</param>
/// <param name="WordDelimiter">What becomes a space in the text; empty for nothing.</param>
public sealed record CtcTokens(IReadOnlyList<string> Tokens, int Blank, string WordDelimiter)
{
    /// <summary>Number of scores of a frame.</summary>
    public int Width => Math.Max(Tokens.Count, Blank + 1);
}
