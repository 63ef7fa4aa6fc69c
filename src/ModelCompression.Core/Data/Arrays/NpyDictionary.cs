using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelCompression.Data.Arrays;

/// <summary>The dictionary literal in a <c>.npy</c> header, with exactly the keys <c>descr</c> (a string), <c>fortran_order</c> and <c>shape</c>.</summary>
internal sealed partial record NpyDictionary(string Descr, bool FortranOrder, IReadOnlyList<long> Shape)
{
    /// <summary>Reads the literal; null when it is anything else.</summary>
    public static NpyDictionary? Parse(string text)
    {
        var match = Literal().Match(text);
        if (!match.Success || match.Groups["key"].Captures.Select(key => key.Value).Distinct().Count() != 3)
        {
            return null;
        }

        var shape = new List<long>();
        foreach (var part in match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                return null;
            }

            shape.Add(size);
        }

        return new NpyDictionary(match.Groups["descr"].Value, match.Groups["order"].Value == "True", shape);
    }

    [GeneratedRegex(
        @"^\{(?:\s*'(?:(?<key>descr)'\s*:\s*'(?<descr>[^']{2,16})'|(?<key>fortran_order)'\s*:\s*(?<order>True|False)|(?<key>shape)'\s*:\s*\((?<shape>[0-9L,\s]*)\))\s*,?){3}\s*\}\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();
}
