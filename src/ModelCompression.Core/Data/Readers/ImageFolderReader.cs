using ModelCompression.Analysis;
using ModelCompression.Data.Annotations;
using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A folder (or pattern) of images. With class folders, the label is the position of the folder's name among all folders in ordinal order, or its place in the
/// class names; images directly in the folder have no labels. Files that are no images are left out.
/// </summary>
[Strategy("ImageFolder", "a folder of images: one folder per class, in ordinal order, or images without labels directly in it")]
internal sealed class ImageFolderReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => PictureFolder.IsPlain(location);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        builder.RequireImages(location);
        var files = location.Files.Where(ImageDecoder.IsImageName).ToArray();
        var names = files.Select(location.RelativeName).ToArray();
        var direct = Array.Find(names, name => !name.Contains('/', StringComparison.Ordinal));
        var nested = Array.Find(names, name => name.Contains('/', StringComparison.Ordinal));
        if (direct is not null && nested is not null)
        {
            throw new UserErrorException(
                Codes.InvalidData, $"Data set '{location.Name}' mixes images in class folders ('{nested}') with images outside any ('{direct}').", location.Path);
        }

        var labels = nested is null
            ? null
            : new ClassLabels(source, location.Name).FromFolders(source.Labels is null ? FolderListing.FolderNames(location.Root) : UsedFolders(names));
        var items = files.Select((file, i) => new ImageItem(names[i], file, LabelOf(names[i], labels))).ToArray();
        return new ImageContent(builder, items, labels is not null, files);
    }

    private static ClassLabel? LabelOf(string name, IReadOnlyDictionary<string, ClassLabel>? labels) => labels?[FolderOf(name)];

    private static string[] UsedFolders(string[] names) => [.. names.Select(FolderOf).Distinct(StringComparer.Ordinal)];

    private static string FolderOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];
}
