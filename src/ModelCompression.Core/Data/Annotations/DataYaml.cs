using ModelCompression.Diagnostics;
using YamlDotNet.Core;

namespace ModelCompression.Data.Annotations;

/// <summary>What a YOLO data set's <c>data.yaml</c> says: plain words only, no tags, anchors or aliases.</summary>
/// <param name="Folder">What its paths count from, relative to the file's folder; empty for that folder itself.</param>
/// <param name="Images">Folders of images, or lists of them, and the line each stands in.</param>
/// <param name="Names">Class names by index; null when there are none.</param>
internal sealed record DataYaml(string Folder, IReadOnlyList<(string Path, long Line)> Images, IReadOnlyList<string>? Names)
{
    private const long MaxBytes = 1 << 20;

    /// <summary>The parts of the data, the first that is there counts.</summary>
    private static readonly string[] Parts = ["val", "validation", "test", "train"];

    /// <exception cref="UserErrorException">MC2003, MC2005, MC2008: it cannot be read, is no YAML, or says something that is not understood; names the line.</exception>
    public static DataYaml Read(string file)
    {
        try
        {
            var entries = new YamlEntries(new Parser(new StringReader(TextFile.Read(file, MaxBytes))), file).Read();
            var part = Parts.FirstOrDefault(name => entries.GetValueOrDefault(name) is { Values.Count: > 0 })
                ?? throw DataFile.Invalid(file, $"names no images; write the folder of the images behind one of {string.Join(", ", Parts)}, for example 'val: images/val'");
            var folder = entries.GetValueOrDefault("path")?.Values is [{ } path, ..] ? path.Text : "";
            var names = entries.GetValueOrDefault("names") is { } named ? ReadNames(named, file) : null;
            return new DataYaml(folder, [.. entries[part].Values.Select(value => (value.Text, value.Line))], names);
        }
        catch (YamlException error)
        {
            throw DataFile.Invalid(file, $"is no valid YAML in line {error.Start.Line}: {error.Message}", error);
        }
    }

    /// <summary>A list of names, or a map from 0, 1, 2, ... to names.</summary>
    private static IReadOnlyList<string> ReadNames(YamlEntry entry, string file)
    {
        var names = entry.Values.Select(value => value.Text).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            var value = entry.Values[i];
            if (value.Key is not null && value.Key != FormattableString.Invariant($"{i}"))
            {
                throw DataFile.Invalid(file, $"gives a name to class '{value.Key}' in line {value.Line}, where class {i} is next; number the classes 0, 1, 2 and so on");
            }

            if (names[i].Length == 0 || names.IndexOf(names[i]) < i)
            {
                throw DataFile.Invalid(file, $"has {(names[i].Length == 0 ? "an empty class name" : $"the class name '{names[i]}' for the second time")} in line {value.Line}");
            }
        }

        return names;
    }
}
