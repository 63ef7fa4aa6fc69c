using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>A file of merges: a line each, two tokens with a space between, the first merges first. A first line that starts with <c>#version</c> and empty lines at the end are left out.</summary>
internal static class MergeLines
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="VocabularyException">Not UTF-8, or a line that is no merge.</exception>
    public static IReadOnlyList<(string Left, string Right)> Read(ReadOnlyMemory<byte> content)
    {
        string text;
        try
        {
            text = Strict.GetString(content.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new VocabularyException("has a file of merges that is not UTF-8 text");
        }

        var lines = text.TrimEnd('\r', '\n').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var skipped = lines[0].StartsWith("#version", StringComparison.Ordinal) ? 1 : 0;
        return [.. lines.Skip(skipped).Where(line => text.Length > 0 || line.Length > 0).Select((line, index) => Of(line, index + 1 + skipped))];
    }

    /// <param name="number">Of the merge, for messages.</param>
    /// <exception cref="VocabularyException">The text is no merge.</exception>
    public static (string Left, string Right) Of(string text, int number) => text.Split(' ') is [{ Length: > 0 } left, { Length: > 0 } right]
        ? (left, right)
        : throw new VocabularyException(FormattableString.Invariant($"has '{text}' as merge in line {number}; a merge is two tokens with a space between"));
}
