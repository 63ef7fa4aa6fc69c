using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelCompression.Engine.Cli;

/// <summary>
/// Text for a terminal or a log that may hold names from models and files: no control, direction or invisible character gets out, and no line is a command of a build
/// server (<c>::error::</c>, <c>##[error]</c>, <c>##vso[</c>).
/// </summary>
internal static partial class PlainLines
{
    /// <summary><paramref name="text"/> on one line.</summary>
    public static string One(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\r' or '\n' or '\t')
            {
                line.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                line.Append(Rune.ReplacementChar);
            }
            else
            {
                line.Append(rune);
            }
        }

        return LeadingColons().Replace(Hashes().Replace(line.ToString(), "#"), "$1");
    }

    [GeneratedRegex("#{2,}")]
    private static partial Regex Hashes();

    [GeneratedRegex(@"^(\s*):{2,}")]
    private static partial Regex LeadingColons();
}
