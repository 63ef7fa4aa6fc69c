using System.Globalization;
using System.Text;

namespace ModelCompression.Tasks.Accessor;

/// <summary>Puts foreign text into C# source so that it stays text.</summary>
internal static class SourceText
{
    private const int MaxCommentLength = 100;

    /// <summary>A string literal: everything but printable ASCII is escaped.</summary>
    public static string Literal(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => result.Append('\\').Append(character),
                >= ' ' and <= '~' => result.Append(character),
                _ => Escape(result, character),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>A literal that is exactly this number.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture) is var text && text == "-0" ? "-0d" : text;

    /// <summary>Text of an XML documentation comment on one line; what is invisible or no XML is shown as an escape, and long text is cut off.</summary>
    public static string Xml(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in Line(text))
        {
            _ = character switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                _ => result.Append(character),
            };
        }

        return result.ToString();
    }

    /// <summary>Text of an ordinary comment on one line, shown like <see cref="Xml"/>.</summary>
    public static string Line(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (result.Length >= MaxCommentLength)
            {
                return result.Append("...").ToString();
            }

            _ = IsVisible(character) ? result.Append(character) : Escape(result, character);
        }

        return result.ToString();
    }

    private static StringBuilder Escape(StringBuilder result, char character) =>
        result.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));

    private static bool IsVisible(char character) => character == ' ' || CharUnicodeInfo.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator);
}
