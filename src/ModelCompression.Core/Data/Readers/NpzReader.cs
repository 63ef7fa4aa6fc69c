using System.IO.Compression;
using ModelCompression.Analysis;
using ModelCompression.Data.Arrays;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Readers;

/// <summary>A <c>.npz</c> archive: one array per model input under the input's name, labels in <c>label</c>, <c>labels</c> or <c>y</c>. Other arrays are never read.</summary>
[Strategy("Npz", "a .npz archive with one array per model input, leading axis = samples, labels in an array 'label', 'labels' or 'y'")]
internal sealed class NpzReader : IDatasetReader
{
    private const int MaxEntries = 10_000;
    private const long MaxRatio = 200;
    private const long RatioMattersBytes = 64 << 20;
    private const string Extension = ".npy";

    private static readonly string[] LabelNames = ["label", "labels", "y"];

    public bool Recognizes(DatasetLocation location) =>
        location.IsFile && Path.GetExtension(location.Files[0]).Equals(".npz", StringComparison.OrdinalIgnoreCase);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var file = location.Files[0];
        using var archive = NpzEntryStream.OpenArchive(file);
        var entries = Entries(archive, file);
        var arrays = builder.Inputs.ToDictionary(
            input => input.Name,
            input => entries.TryGetValue(input.Name, out var entry)
                ? OpenArray(entry, input.Name, file)
                : throw new UserErrorException(
                    Codes.DataMismatch,
                    $"Data '{location.Name}' has no tensor '{input.Name}'. The model's inputs are: {builder.InputNames}; the data holds: {string.Join(", ", entries.Keys)}.",
                    file),
            StringComparer.Ordinal);
        var labels = LabelNames.FirstOrDefault(name => entries.ContainsKey(name) && !arrays.ContainsKey(name));
        return new ArrayContent(
            builder, arrays, labels is null ? null : OpenArray(entries[labels], labels, file), (new ClassLabels(source, location.Name), source.Needs), [file]);
    }

    private static SortedDictionary<string, ZipArchiveEntry> Entries(ZipArchive archive, string file)
    {
        if (archive.Entries.Count > MaxEntries)
        {
            throw DataFile.Invalid(file, $"has {archive.Entries.Count} entries; at most {MaxEntries} are accepted");
        }

        var entries = new SortedDictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName;
            if (name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Split('/').Contains(".."))
            {
                throw DataFile.Invalid(file, $"holds an entry with the unsafe name '{name}'");
            }

            if (name.EndsWith(Extension, StringComparison.Ordinal) && !entries.TryAdd(name[..^Extension.Length], entry))
            {
                throw DataFile.Invalid(file, $"holds two arrays of the name '{name[..^Extension.Length]}'");
            }
        }

        return entries;
    }

    private static SampleArray OpenArray(ZipArchiveEntry entry, string name, string file)
    {
        if (entry.Length > RatioMattersBytes && entry.Length / Math.Max(entry.CompressedLength, 1) > MaxRatio)
        {
            throw DataFile.Invalid(
                file, $"packs {entry.Length} bytes of '{name}' into {entry.CompressedLength}, more than {MaxRatio} to 1. If that is wanted, save it uncompressed");
        }

        return NpyArray.Open(() => new NpzEntryStream(file, entry.FullName), entry.Length, name, file);
    }
}
