using System.Globalization;
using System.Text;

namespace ModelCompression.Tasks.Json;

/// <summary>Reads the strings of JSON text, and nothing else of it: enough for the engine's flat messages and for file names in a spec.</summary>
internal static class JsonStrings
{
    /// <summary>The members of an object whose names and values are all strings; null when the text is anything else.</summary>
    public static IReadOnlyDictionary<string, string>? ReadFlatObject(string text)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        if (!Take(text, ref at, '{'))
        {
            return null;
        }

        if (Take(text, ref at, '}'))
        {
            return AtEnd(text, at) ? members : null;
        }

        do
        {
            if (ReadString(text, ref at) is not { } name || !Take(text, ref at, ':') || ReadString(text, ref at) is not { } value)
            {
                return null;
            }

            members[name] = value;
        }
        while (Take(text, ref at, ','));
        return Take(text, ref at, '}') && AtEnd(text, at) ? members : null;
    }

    /// <summary>Every string in the text, member names included, in the text's order; what follows a broken string is left out.</summary>
    public static IEnumerable<string> All(string text)
    {
        for (var at = text.IndexOf('"'); at >= 0; at = text.IndexOf('"', at))
        {
            if (ReadString(text, ref at) is not { } value)
            {
                yield break;
            }

            yield return value;
        }
    }

    private static bool Take(string text, ref int at, char expected)
    {
        SkipSpace(text, ref at);
        if (at >= text.Length || text[at] != expected)
        {
            return false;
        }

        at++;
        return true;
    }

    private static bool AtEnd(string text, int at)
    {
        SkipSpace(text, ref at);
        return at == text.Length;
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }
    }

    private static string? ReadString(string text, ref int at)
    {
        if (!Take(text, ref at, '"'))
        {
            return null;
        }

        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '"')
            {
                at++;
                return value.ToString();
            }

            if (character == '\\')
            {
                if (Unescape(text, ref at) is not { } unescaped)
                {
                    return null;
                }

                character = unescaped;
            }

            value.Append(character);
        }

        return null;
    }

    /// <summary>The character of the escape that starts at the backslash; <paramref name="at"/> ends on its last character.</summary>
    public static char? Unescape(string text, ref int at)
    {
        at++;
        switch (at < text.Length ? text[at] : '\0')
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when at + 4 < text.Length && ushort.TryParse(text.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default: return null;
        }
    }
}
