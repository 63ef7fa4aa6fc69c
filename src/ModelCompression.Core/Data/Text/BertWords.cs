using System.Globalization;
using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>
/// Splits a text into words as BERT's tokenizers do: control characters dropped, accents taken away and letters lowered where asked for, split at white space,
/// every punctuation mark, ASCII symbol and Chinese character a word of its own (Devlin et al., BERT, 2019, the basic tokenizer of its code).
/// </summary>
internal static class BertWords
{
    /// <summary>Both ends belong to the range. The start of the sixth follows the tokenizers that models are published with.</summary>
    private static readonly (int First, int Last)[] ChineseRanges =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>The words in order, none empty.</summary>
    public static IReadOnlyList<string> Of(string text, bool lowercase)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsDropped(rune))
            {
                continue;
            }

            var isAlone = IsChinese(rune.Value);
            End(word, words, isAlone || Rune.IsWhiteSpace(rune));
            foreach (var part in lowercase ? Lowered(rune, plain).EnumerateRunes() : rune.ToString().EnumerateRunes())
            {
                Add(part, word, words);
            }

            End(word, words, isAlone);
        }

        End(word, words, true);
        return words;
    }

    private static void Add(Rune rune, StringBuilder word, List<string> words)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            End(word, words, true);
            return;
        }

        var isAlone = IsPunctuation(rune);
        End(word, words, isAlone);
        word.Append(rune);
        End(word, words, isAlone);
    }

    private static void End(StringBuilder word, List<string> words, bool ends)
    {
        if (ends && word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    private static string Lowered(Rune rune, StringBuilder plain)
    {
        plain.Clear();
        AccentTable.Append(plain, rune);
        return plain.ToString().ToLowerInvariant();
    }

    /// <summary>Zero, the replacement character (also for what is no character), control, format and private characters; tab and line ends stay, as white space.</summary>
    private static bool IsDropped(Rune rune) => rune.Value is 0 or 0xFFFD
        || (rune.Value is not ('\t' or '\n' or '\r')
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse);

    /// <summary>Unicode punctuation, and the ASCII symbols such as <c>$</c>, <c>+</c> and <c>~</c>.</summary>
    private static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune) || (rune.IsAscii && Rune.IsSymbol(rune));

    private static bool IsChinese(int codePoint) => codePoint >= 0x3400 && ChineseRanges.Any(range => codePoint >= range.First && codePoint <= range.Last);
}
