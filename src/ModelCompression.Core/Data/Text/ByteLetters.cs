namespace ModelCompression.Data.Text;

/// <summary>The letters that stand for bytes in byte-level vocabularies: bytes with a visible Latin-1 character are that character, the others those from U+0100 on, in order.</summary>
internal static class ByteLetters
{
    public const int Count = 256;

    /// <summary>Bytes without a letter of their own.</summary>
    private const int Hidden = 68;

    /// <summary>True for a token that is one byte.</summary>
    public static bool IsLetter(string token) => token.Length == 1 && (IsVisible(token[0]) || token[0] is >= (char)Count and < (char)(Count + Hidden));

    private static bool IsVisible(char letter) => letter is >= '!' and <= '~' or >= '\u00A1' and <= '\u00AC' or >= '\u00AE' and <= '\u00FF';
}
