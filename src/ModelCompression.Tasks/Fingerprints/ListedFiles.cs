using ModelCompression.Tasks.Json;

namespace ModelCompression.Tasks.Fingerprints;

/// <summary>The files that a CSV or TSV list names in its column <c>path</c>, or lines of JSON in their member <c>audio</c>; a list without either names none.</summary>
internal static class ListedFiles
{
    public static bool IsList(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" or ".jsonl" or ".ndjson";

    /// <summary>The names as they are in the list, relative to its folder.</summary>
    public static IEnumerable<string> Read(string listFile) => Path.GetExtension(listFile).ToLowerInvariant() is ".csv" or ".tsv" ? Rows(listFile) : Lines(listFile);

    /// <summary>The string that follows the name <c>audio</c> in each line.</summary>
    private static IEnumerable<string> Lines(string listFile)
    {
        foreach (var line in File.ReadLines(listFile))
        {
            var strings = JsonStrings.All(line).ToList();
            var at = strings.IndexOf("audio") + 1;
            if (at > 0 && at < strings.Count && strings[at].Length > 0)
            {
                yield return strings[at].Replace('\\', '/');
            }
        }
    }

    private static IEnumerable<string> Rows(string listFile)
    {
        var separator = Path.GetExtension(listFile).ToLowerInvariant() == ".tsv" ? '\t' : ',';
        var column = -1;
        var isHeader = true;
        foreach (var line in File.ReadLines(listFile))
        {
            var fields = Fields(line, separator);
            if (isHeader)
            {
                isHeader = false;
                column = fields.FindIndex(field => string.Equals(field.TrimStart('\uFEFF'), "path", StringComparison.OrdinalIgnoreCase));
                if (column < 0)
                {
                    yield break;
                }
            }
            else if (column < fields.Count && fields[column].Length > 0)
            {
                yield return fields[column].Replace('\\', '/');
            }
        }
    }

    /// <summary>The fields of a line; a field in quotes may hold separators and doubled quotes, but no line break.</summary>
    private static List<string> Fields(string line, char separator)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            int end;
            if (at < line.Length && line[at] == '"')
            {
                end = at + 1;
                while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')))
                {
                    end += line[end] == '"' ? 2 : 1;
                }

                fields.Add(line.Substring(at + 1, Math.Min(end, line.Length) - at - 1).Replace("\"\"", "\"").Trim());
                end = line.IndexOf(separator, Math.Min(end, line.Length));
            }
            else
            {
                end = line.IndexOf(separator, at);
                fields.Add((end < 0 ? line.Substring(at) : line.Substring(at, end - at)).Trim());
            }

            at = end < 0 ? line.Length + 1 : end + 1;
        }

        return fields;
    }
}
