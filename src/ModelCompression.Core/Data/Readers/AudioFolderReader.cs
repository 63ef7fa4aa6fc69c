using ModelCompression.Analysis;
using ModelCompression.Data.Audio;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A folder (or pattern) of WAV files without transcripts. With class folders, the label is the position of the folder's name among all folders in ordinal order, or its
/// place in the class names; recordings directly in the folder have no labels. Other files are left out.
/// </summary>
[Strategy("AudioFolder", "a folder of .wav files: one folder per class, in ordinal order, or recordings without labels directly in it")]
internal sealed class AudioFolderReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => location.Files.Any(WaveFile.IsName) && !Transcripts.Has(location);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var audio = builder.RequireAudio(location);
        var files = location.Files.Where(WaveFile.IsName).ToArray();
        var names = files.Select(location.RelativeName).ToArray();
        var direct = Array.Find(names, name => !name.Contains('/', StringComparison.Ordinal));
        var nested = Array.Find(names, name => name.Contains('/', StringComparison.Ordinal));
        if (direct is not null && nested is not null)
        {
            throw new UserErrorException(
                Codes.InvalidData, $"Data set '{location.Name}' mixes recordings in class folders ('{nested}') with recordings outside any ('{direct}').", location.Path);
        }

        var labels = nested is null
            ? null
            : new ClassLabels(source, location.Name).FromFolders(source.Labels is null ? FolderListing.FolderNames(location.Root) : [.. names.Select(FolderOf).Distinct(StringComparer.Ordinal)]);
        AudioItem[] items = [.. files.Select((file, i) => new AudioItem(names[i], file, labels?[FolderOf(names[i])]))];
        return new AudioContent(builder, audio, items, labels is null ? LabelKind.None : LabelKind.Class, files);
    }

    private static string FolderOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];
}
