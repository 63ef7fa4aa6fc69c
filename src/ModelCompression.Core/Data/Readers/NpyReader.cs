using ModelCompression.Analysis;
using ModelCompression.Data.Arrays;

namespace ModelCompression.Data.Readers;

/// <summary>One <c>.npy</c> array for a model with one input; labels lie beside it in <c>NAME.labels.npy</c>.</summary>
[Strategy("Npy", "a .npy array whose leading axis counts samples, labels in NAME.labels.npy")]
internal sealed class NpyReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) =>
        location.IsFile && Path.GetExtension(location.Files[0]).Equals(".npy", StringComparison.OrdinalIgnoreCase);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var input = builder.SingleInput(location);
        var file = location.Files[0];
        var labelsFile = Path.ChangeExtension(file, ".labels.npy");
        var hasLabels = File.Exists(labelsFile);
        if (hasLabels)
        {
            FolderListing.RejectLinks(location.Root, labelsFile);
        }

        return new ArrayContent(
            builder,
            new Dictionary<string, SampleArray>(StringComparer.Ordinal) { [input.Name] = Open(file, input.Name) },
            hasLabels ? Open(labelsFile, "labels") : null,
            (new ClassLabels(source, location.Name), source.Needs),
            hasLabels ? [file, labelsFile] : [file]);
    }

    private static SampleArray Open(string file, string name)
    {
        using var stream = DataFile.OpenRead(file);
        return NpyArray.Open(() => DataFile.OpenRead(file), stream.Length, name, file);
    }
}
