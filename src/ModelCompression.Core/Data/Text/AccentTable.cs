using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>
/// Characters without their accents: Unicode's canonical decomposition less all nonspacing marks. The table comes with the library, since the runtime has
/// none in invariant mode, and so the result is the same on every machine.
/// </summary>
internal static class AccentTable
{
    private const int FirstHangul = 0xAC00;
    private const int HangulCount = 11_172;
    private const int TailsPerVowel = 28;
    private const int SyllablesPerLead = 21 * TailsPerVowel;

    private static readonly FrozenDictionary<int, string> Stripped = Read();

    /// <summary>Number of characters in the table.</summary>
    internal static int Count => Stripped.Count;

    /// <summary>Appends what is left of a character: nothing of a mark, a letter without its accents, the parts of a Hangul syllable, else itself.</summary>
    public static void Append(StringBuilder target, Rune rune)
    {
        if (rune.IsAscii)
        {
            target.Append((char)rune.Value);
        }
        else if (rune.Value - FirstHangul is >= 0 and < HangulCount and var syllable)
        {
            AppendHangul(target, syllable);
        }
        else if (Stripped.TryGetValue(rune.Value, out var stripped))
        {
            target.Append(stripped);
        }
        else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
        {
            target.Append(rune);
        }
    }

    /// <summary>The Unicode Standard, section 3.12, arithmetic decomposition mapping.</summary>
    private static void AppendHangul(StringBuilder target, int syllable)
    {
        target.Append((char)(0x1100 + (syllable / SyllablesPerLead)));
        target.Append((char)(0x1161 + (syllable % SyllablesPerLead / TailsPerVowel)));
        if (syllable % TailsPerVowel is > 0 and var tail)
        {
            target.Append((char)(0x11A7 + tail));
        }
    }

    /// <summary>Every line: what is left, a tab, the characters it is left of.</summary>
    private static FrozenDictionary<int, string> Read()
    {
        using var stream = typeof(AccentTable).Assembly.GetManifestResourceStream("accents.txt") ?? throw new InvalidOperationException("accents.txt is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .SelectMany(parts => parts[1].EnumerateRunes().Select(rune => KeyValuePair.Create(rune.Value, parts[0])))
            .ToFrozenDictionary();
    }
}
