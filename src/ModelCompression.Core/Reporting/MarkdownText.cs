using System.Globalization;
using System.Text;

namespace ModelCompression.Reporting;

/// <summary>
/// Text from models and files made harmless inside Markdown: it stays on one line and in its table cell, becomes no markup, link, mention or HTML, and cannot form a
/// command of a build server (<c>::error::</c>, <c>##[error]</c>, <c>##vso[</c>) when the file is printed to a log.
/// </summary>
internal static class MarkdownText
{
    /// <summary>For a sentence.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="most">Characters kept; the rest becomes an ellipsis.</param>
    public static string Sentence(string text, int most) => Escape(Cut(text, most));

    /// <summary>For an identifier: set in monospace and readable in the source where its characters allow.</summary>
    public static string Name(string text, int most)
    {
        var name = Cut(text, most);
        return name.Length == 0 ? "" : name.All(IsPlain) && !name.Contains("::", StringComparison.Ordinal) ? $"`{name}`" : $"<code>{Escape(name)}</code>";
    }

    /// <summary>JSON in a fence. Only characters that can occur inside its strings are replaced, by JSON escapes, so it stays the same JSON unless it is cut.</summary>
    public static string JsonBlock(string json, int mostBytes)
    {
        var text = SafeJson(json).Replace("`", @"\u0060", StringComparison.Ordinal);
        var most = text.Length;
        while (Encoding.UTF8.GetByteCount(text.AsSpan(0, most)) > mostBytes)
        {
            most = Math.Min(most - 1, most * 9 / 10);
        }

        return $"```json\n{Shorten(text, most)}\n```";
    }

    /// <summary>The same JSON, printable, without the character pairs that start a command of a build server.</summary>
    public static string SafeJson(string json) => Printable(
        json.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("##", @"#\u0023", StringComparison.Ordinal).Replace("::", @":\u003a", StringComparison.Ordinal), keepLines: true);

    /// <summary>On one line, printable, at most so long; a surrogate pair is never split.</summary>
    public static string Cut(string text, int most) => Printable(Shorten(text, most), keepLines: false);

    private static string Shorten(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        return text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
    }

    /// <summary>Line ends become spaces; other control, direction and invisible characters, and halves of surrogate pairs, become the replacement character.</summary>
    private static string Printable(string text, bool keepLines)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\r' or '\t' || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                result.Append(keepLines && rune.Value == '\n' ? '\n' : ' ');
            }
            else
            {
                var hidden = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
                result.Append(hidden ? "\uFFFD" : rune.ToString());
            }
        }

        return result.ToString();
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '+' or ',' or '=';

    /// <summary>
    /// A colon before another would start a command, one before a slash a link that renderers make by themselves. The comment after @ keeps it apart from a user's name, which
    /// an entity would not: mentions are looked for in the rendered text.
    /// </summary>
    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '@')
            {
                result.Append("@<!-- -->");
            }
            else if (c is '|' or '<' or '>' or '&' or '`' or '#' || (c == ':' && i + 1 < text.Length && text[i + 1] is ':' or '/'))
            {
                result.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            }
            else if (c is '\\' or '*' or '_' or '[' or ']' or '~' or '$' || (i == 0 && c is '-' or '+' or '='))
            {
                result.Append('\\').Append(c);
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
