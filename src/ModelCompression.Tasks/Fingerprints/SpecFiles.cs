using ModelCompression.Tasks.Files;
using ModelCompression.Tasks.Json;

namespace ModelCompression.Tasks.Fingerprints;

/// <summary>A specification file such as preprocessing, recipe or labels, and the files beside it that the strings in it name.</summary>
internal static class SpecFiles
{
    private const long MaxBytes = 1 << 20;
    private const int MaxNameLength = 260;

    /// <summary>One stamp per file; none for a value such as a recipe's name, which is no file.</summary>
    public static IEnumerable<string> Stamps(string projectDirectory, string path)
    {
        var file = new FileInfo(ProjectPath.Absolute(projectDirectory, path));
        yield return FileStamp.Of(path.Replace('\\', '/'), file);
        if (!file.Exists || file.Length > MaxBytes || !string.Equals(file.Extension, ".json", StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        var named = JsonStrings.All(File.ReadAllText(file.FullName)).Where(IsFileName).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal);
        foreach (var name in named)
        {
            var other = new FileInfo(ProjectPath.Absolute(file.DirectoryName, name));
            if (other.Exists)
            {
                yield return FileStamp.Of(name, other);
            }
        }
    }

    private static bool IsFileName(string text) =>
        text.Length is > 0 and <= MaxNameLength && text.IndexOfAny(Path.GetInvalidPathChars()) < 0 && text.IndexOfAny([':', '*', '?', '\n']) < 0;
}
