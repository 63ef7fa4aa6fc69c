using System.Globalization;
using System.Text;

namespace ModelCompression.Data.Importing;

/// <summary>Class names as Python writes them: <c>{0: 'cat', 1: "dog's"}</c> or <c>['cat', 'dog']</c>.</summary>
internal static class ClassNamesText
{
    private const int MostClasses = 1_000_000;

    /// <summary>The names in the order of the classes; null when the text is something else, or a class is missing or there twice.</summary>
    public static IReadOnlyList<string>? Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        var isDictionary = rest.StartsWith("{") && rest.EndsWith("}");
        if (!isDictionary && !(rest.StartsWith("[") && rest.EndsWith("]")))
        {
            return null;
        }

        rest = rest[1..^1].Trim();
        var names = new SortedDictionary<int, string>();
        while (rest.Length > 0)
        {
            var index = names.Count;
            if (isDictionary && !TakeIndex(ref rest, out index))
            {
                return null;
            }

            if (!TakeText(ref rest, out var name) || index is < 0 or > MostClasses || !names.TryAdd(index, name))
            {
                return null;
            }

            rest = rest.TrimStart();
            if (rest.Length > 0 && rest[0] != ',')
            {
                return null;
            }

            rest = rest.Length > 0 ? rest[1..].TrimStart() : rest;
        }

        return names.Count > 0 && names.Last().Key == names.Count - 1 ? [.. names.Values] : null;
    }

    private static bool TakeIndex(ref ReadOnlySpan<char> rest, out int index)
    {
        var colon = rest.IndexOf(':');
        index = -1;
        if (colon < 0 || !int.TryParse(rest[..colon].Trim().Trim("'\""), NumberStyles.None, CultureInfo.InvariantCulture, out index))
        {
            return false;
        }

        rest = rest[(colon + 1)..].TrimStart();
        return true;
    }

    /// <summary>A text in single or double quotes, in which a backslash makes the next character a plain one.</summary>
    private static bool TakeText(ref ReadOnlySpan<char> rest, out string text)
    {
        text = "";
        if (rest.Length == 0 || rest[0] is not ('\'' or '"'))
        {
            return false;
        }

        var found = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == rest[0])
            {
                text = found.ToString();
                rest = rest[(i + 1)..];
                return text.Length > 0;
            }

            i += rest[i] == '\\' && i + 1 < rest.Length ? 1 : 0;
            found.Append(rest[i]);
        }

        return false;
    }
}
