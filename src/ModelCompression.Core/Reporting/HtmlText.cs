using System.Globalization;
using System.Text;

namespace ModelCompression.Reporting;

/// <summary>Text made harmless for HTML, in content and in double-quoted attributes alike.</summary>
internal static class HtmlText
{
    /// <summary>Long text is kept whole; nothing in it can end the element, start a command of a build server or hide.</summary>
    public static string Of(string text) => Encode(MarkdownText.Cut(text, int.MaxValue));

    /// <summary>JSON with its line breaks.</summary>
    public static string OfJson(string json) => Encode(MarkdownText.SafeJson(json));

    private static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '<' or '>' or '&' or '"' or '\'' or '`' or '#' || (c == ':' && i + 1 < text.Length && text[i + 1] == ':'))
            {
                result.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
