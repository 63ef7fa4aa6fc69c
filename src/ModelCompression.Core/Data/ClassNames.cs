using System.Text;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>The names of a model's classes, from a text file with one class a line.</summary>
public static class ClassNames
{
    private const long MaxBytes = 16 << 20;

    /// <summary>Line <c>i</c> is class <c>i</c>; surrounding white space and empty lines at the end are ignored.</summary>
    /// <exception cref="UserErrorException">MC2005: no such file; MC2008: an empty line in between, a name twice, or no name at all.</exception>
    public static IReadOnlyList<string> Load(string path)
    {
        var text = Encoding.UTF8.GetString(DataFile.ReadAllBytes(path, MaxBytes)).TrimStart('\uFEFF').TrimEnd();
        var names = text.Length == 0 ? [] : text.Split('\n').Select(line => line.Trim()).ToArray();
        if (names.Length == 0)
        {
            throw DataFile.Invalid(path, "holds no class names; write one a line");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || !seen.Add(names[i]))
            {
                throw DataFile.Invalid(path, names[i].Length == 0 ? $"has an empty line {i + 1}" : $"names class '{names[i]}' twice (line {i + 1})");
            }
        }

        return names;
    }
}
