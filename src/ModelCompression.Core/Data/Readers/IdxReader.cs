using System.Text.RegularExpressions;
using ModelCompression.Analysis;
using ModelCompression.Data.Arrays;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Readers;

/// <summary>
/// IDX files as MNIST has them. <c>train-images-idx3-ubyte</c> takes its labels from <c>train-labels-idx1-ubyte</c>, either with or without <c>.gz</c>;
/// a folder must hold exactly one file of data.
/// </summary>
[Strategy("Idx", "an IDX file such as train-images-idx3-ubyte(.gz) with its labels file beside it, or a folder with one such pair")]
internal sealed partial class IdxReader : IDatasetReader
{
    private const string Gzip = ".gz";

    public bool Recognizes(DatasetLocation location) =>
        location.IsFile ? IsIdx(location.Files[0]) : location.Files.Any(file => IsIdx(file) && IsTopLevel(location, file));

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var input = builder.SingleInput(location);
        var file = DataOf(location);
        var labels = LabelsOf(file);
        if (labels is not null)
        {
            FolderListing.RejectLinks(location.Root, labels);
        }

        return new ArrayContent(
            builder,
            new Dictionary<string, SampleArray>(StringComparer.Ordinal) { [input.Name] = IdxArray.Open(file, input.Name) },
            labels is null ? null : IdxArray.Open(labels, "labels"),
            (new ClassLabels(source, location.Name), source.Needs),
            labels is null ? [file] : [file, labels]);
    }

    private static string DataOf(DatasetLocation location)
    {
        if (location.IsFile)
        {
            return location.Files[0];
        }

        var data = location.Files.Where(file => IsIdx(file) && IsTopLevel(location, file) && !IsLabels(file)).ToArray();
        return data.Length == 1
            ? data[0]
            : throw new UserErrorException(
                Codes.DataNotFound,
                $"Data set '{location.Name}' holds {data.Length} IDX files of data where one is needed; name the file itself: {string.Join(", ", data.Select(Path.GetFileName))}.",
                location.Path);
    }

    private static string? LabelsOf(string file)
    {
        var name = Path.GetFileName(file);
        if (!name.Contains("images", StringComparison.Ordinal))
        {
            return null;
        }

        var plain = name.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase) ? name[..^Gzip.Length] : name;
        var labels = Rank().Replace(plain.Replace("images", "labels", StringComparison.Ordinal), "idx1");
        var folder = Path.GetDirectoryName(file) ?? "";
        string[] candidates = plain == name ? [labels, labels + Gzip] : [labels + Gzip, labels];
        return candidates.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists);
    }

    private static bool IsIdx(string file) => IdxName().IsMatch(Path.GetFileName(file));

    private static bool IsLabels(string file) => Path.GetFileName(file) is var name && name.Contains("labels", StringComparison.Ordinal);

    private static bool IsTopLevel(DatasetLocation location, string file) => Path.GetDirectoryName(file) == location.Root;

    [GeneratedRegex(@"([-.]idx[0-9]+(-[a-z]+)?|\.idx)(\.gz)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IdxName();

    [GeneratedRegex("idx[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Rank();
}
