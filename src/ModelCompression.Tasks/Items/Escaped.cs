using System.Globalization;
using System.Text;

namespace ModelCompression.Tasks.Items;

/// <summary>Text that MSBuild takes literally.</summary>
internal static class Escaped
{
    private const string Special = "%*?@$();'";

    public static string Of(string text)
    {
        if (text.IndexOfAny(Special.ToCharArray()) < 0)
        {
            return text;
        }

        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            _ = Special.IndexOf(character) < 0
                ? escaped.Append(character)
                : escaped.Append('%').Append(((int)character).ToString("x2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
