using System.Globalization;
using System.Text;

namespace ModelCompression.Tasks.Json;

/// <summary>Writes JSON strings.</summary>
internal static class JsonText
{
    /// <summary>The text in quotes, escaped.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' or '\u007f' or (>= '\ud800' and <= '\udfff') => json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(character),
            };
        }

        return json.Append('"').ToString();
    }

    /// <summary>An object of members that are JSON already.</summary>
    public static string Object(IEnumerable<KeyValuePair<string, string>> members) =>
        "{" + string.Join(",", members.Select(member => Quote(member.Key) + ":" + member.Value)) + "}";
}
