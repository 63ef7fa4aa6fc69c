using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>A vocabulary of one token a line: the number of the line, from 0, is the token's id.</summary>
internal static class VocabularyLines
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="VocabularyException">Not UTF-8, empty, an empty line in between, or a token twice.</exception>
    public static IReadOnlyDictionary<string, int> Read(ReadOnlyMemory<byte> content)
    {
        string text;
        try
        {
            text = Strict.GetString(content.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new VocabularyException("is not UTF-8 text; a vocabulary has one token a line");
        }

        var lines = text.TrimEnd('\r', '\n').Split('\n');
        var ids = new Dictionary<string, int>(lines.Length, StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            var token = lines[i].TrimEnd('\r');
            if (token.Length == 0 || !ids.TryAdd(token, i))
            {
                throw new VocabularyException(token.Length == 0 ? $"has an empty line {i + 1}; a vocabulary has one token a line" : $"has the token '{token}' a second time in line {i + 1}");
            }
        }

        return ids;
    }
}
