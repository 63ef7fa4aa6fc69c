using ModelCompression.Analysis;
using ModelCompression.Data.Arrays;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Readers;

/// <summary>
/// Plain numbers without a header, little-endian, row-major, in the type and shape of the model's input: <c>.bin</c> or <c>.raw</c> files with one sample or several after
/// one another. A model with several inputs takes a folder with one folder an input, named like it, that hold equally many samples.
/// </summary>
[Strategy("Raw", "a .bin or .raw file, or a folder of them: the model's input as plain little-endian numbers, one sample after another; for several inputs a folder each")]
internal sealed class RawReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => location.Files.Count > 0 && location.Files.All(IsRaw);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var arrays = builder.Inputs.Count == 1
            ? new Dictionary<string, SampleArray>(StringComparer.Ordinal) { [builder.Inputs[0].Name] = ArrayOf(location.Files, builder.Inputs[0], location) }
            : builder.Inputs.ToDictionary(input => input.Name, input => ArrayOf(FilesOf(location, input, builder), input, location), StringComparer.Ordinal);
        return new ArrayContent(builder, arrays, null, (new ClassLabels(source, location.Name), source.Needs), location.Files);
    }

    private static bool IsRaw(string file) => Path.GetExtension(file).ToLowerInvariant() is ".bin" or ".raw";

    private static string[] FilesOf(DatasetLocation location, Port input, SampleBuilder builder)
    {
        var files = location.Files.Where(file => location.RelativeName(file).StartsWith(input.Name + "/", StringComparison.Ordinal)).ToArray();
        return files.Length > 0 ? files : throw new UserErrorException(
            Codes.DataMismatch, $"Data set '{location.Name}' has no folder '{input.Name}'. The model's inputs are: {builder.InputNames}; each needs a folder of .bin or .raw files.", location.Path);
    }

    /// <summary>All samples of the files, in their order.</summary>
    private static SampleArray ArrayOf(IReadOnlyList<string> files, Port input, DatasetLocation location)
    {
        var row = RowShape(input, location);
        var element = InputFit.ElementOf(input);
        var rowBytes = element.SizeBytes(row.Count);
        var ends = new List<int>();
        foreach (var file in files)
        {
            using var stream = DataFile.OpenRead(file);
            var count = stream.Length / rowBytes;
            if (stream.Length == 0 || count * rowBytes != stream.Length || count > int.MaxValue - ends.LastOrDefault())
            {
                throw new UserErrorException(Codes.DataMismatch, FormattableString.Invariant(
                    $"'{location.RelativeName(file)}' has {stream.Length} bytes; a sample of input '{input.Name}' ({element}[{row}]) has {rowBytes}, so the size must be a multiple of that."), file);
            }

            ends.Add(ends.LastOrDefault() + (int)count);
        }

        return new SampleArray(input.Name, files[0], element, new Shape([ends[^1], .. row.Dims]), index => Read(files, ends, index, rowBytes));
    }

    private static byte[] Read(IReadOnlyList<string> files, List<int> ends, int index, long rowBytes)
    {
        var at = ends.BinarySearch(index + 1) is var found && found < 0 ? ~found : found;
        using var stream = DataFile.OpenRead(files[at]);
        stream.Position = (index - (at == 0 ? 0 : ends[at - 1])) * rowBytes;
        var bytes = new byte[rowBytes];
        DataFile.ReadExactly(stream, bytes, files[at]);
        return bytes;
    }

    /// <summary>The input's shape without its batch.</summary>
    /// <exception cref="UserErrorException">MC2004: the shape is not fixed, which plain numbers cannot tell.</exception>
    private static Shape RowShape(Port input, DatasetLocation location)
    {
        var dims = input.Type?.Dims;
        var rest = dims is { Count: > 1 } && dims[0].Size is null or 1 ? dims.Skip(1) : dims;
        return rest?.All(dim => dim.Size is > 0) == true && rest.Aggregate((Int128)1, (product, dim) => product * (dim.Size ?? 0)) <= NpyArray.MaxMemoryBytes / sizeof(double)
            ? new Shape([.. rest.Select(dim => dim.Size ?? 0)])
            : throw new UserErrorException(Codes.DataMismatch,
                $"Data set '{location.Name}' holds plain numbers without a shape, and input '{input.Name}' has no fixed one ({input.Type?.ToString() ?? "unknown"}). Use .npz, which stores shapes.", location.Path);
    }
}
