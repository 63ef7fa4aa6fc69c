using System.Text.RegularExpressions;
using ModelCompression.Analysis;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Compression.TestData;

/// <summary>
/// The test data of published ONNX models: folders <c>test_data_set_N</c> with <c>input_K.pb</c> and <c>output_K.pb</c>, one sample a folder, batch included. K counts the
/// model's required inputs. The first output becomes the right values where the metric needs values; else outputs are not read, and agreement with the original is measured.
/// </summary>
[Strategy("OnnxTestData", "folders test_data_set_N with input_K.pb (and output_K.pb), one sample each, or one such folder")]
internal sealed partial class OnnxTestDataReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => !location.IsFile && location.Files.Any(file => InputName().IsMatch(Path.GetFileName(file)));

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var sets = location.Files
            .Where(file => InputName().IsMatch(Path.GetFileName(file)))
            .GroupBy(file => Path.GetDirectoryName(file) ?? "", StringComparer.Ordinal)
            .OrderBy(set => Number(Path.GetFileName(set.Key))).ThenBy(set => set.Key, StringComparer.Ordinal)
            .Select(set => new TestDataSet(NameOf(location, set.Key), InputsOf(set.Key, builder, location), OutputOf(set.Key)))
            .ToList();
        var hasValues = source.Needs == LabelKind.Values && sets.TrueForAll(set => set.Output is not null);
        return new TestDataContent(builder, sets, hasValues);
    }

    private static string NameOf(DatasetLocation location, string folder) => folder == location.Root ? Path.GetFileName(folder) : location.RelativeName(folder);

    /// <summary>One file an input, by position.</summary>
    private static string[] InputsOf(string folder, SampleBuilder builder, DatasetLocation location)
    {
        var files = Enumerable.Range(0, builder.Inputs.Count).Select(index => Path.Combine(folder, FormattableString.Invariant($"input_{index}.pb"))).ToArray();
        var extra = Path.Combine(folder, FormattableString.Invariant($"input_{files.Length}.pb"));
        return Array.Find(files, file => !File.Exists(file)) is { } missing
            ? throw Mismatch($"'{NameOf(location, folder)}' has no '{Path.GetFileName(missing)}'")
            : File.Exists(extra) ? throw Mismatch($"'{NameOf(location, folder)}' has '{Path.GetFileName(extra)}', too") : files;

        UserErrorException Mismatch(string problem) => new(
            Codes.DataMismatch, $"Test data {problem}; the model has {builder.Inputs.Count} {(builder.Inputs.Count == 1 ? "input" : "inputs")}: {builder.InputNames}. Each needs its file, in this order.", folder);
    }

    private static string? OutputOf(string folder) => Path.Combine(folder, "output_0.pb") is var path && File.Exists(path) ? path : null;

    /// <summary>The number at the end of a name, so that 10 comes after 9.</summary>
    private static int Number(string name) => int.TryParse(LastNumber().Match(name).Value, out var number) ? number : -1;

    [GeneratedRegex("^input_[0-9]+\\.pb$", RegexOptions.CultureInvariant)]
    private static partial Regex InputName();

    [GeneratedRegex("[0-9]{1,9}$", RegexOptions.CultureInvariant)]
    private static partial Regex LastNumber();
}

/// <summary>One sample on disk.</summary>
internal sealed record TestDataSet(string Name, IReadOnlyList<string> Inputs, string? Output);
