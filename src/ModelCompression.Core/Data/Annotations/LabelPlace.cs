namespace ModelCompression.Data.Annotations;

/// <summary>Where YOLO data sets have the labels of an image: in a folder <c>labels</c> in place of the last folder <c>images</c>, else beside it.</summary>
/// <param name="root">Absolute path of the data set; no name above it matters.</param>
internal sealed class LabelPlace(string root)
{
    private const string Images = "images";
    private const string Labels = "labels";

    /// <summary>The data set that a folder named <c>images</c>, or one below that, is part of; null for other folders.</summary>
    public static string? RootAround(string folder)
    {
        var parts = folder.Split(Path.DirectorySeparatorChar);
        var last = Array.LastIndexOf(parts, Images);
        return last < 1 ? null : string.Join(Path.DirectorySeparatorChar, parts[..last]);
    }

    /// <summary>The file with the labels of an image, which need not exist.</summary>
    public string FileOf(string image) => Path.Combine(FolderOf(Path.GetDirectoryName(image) ?? root), Path.GetFileNameWithoutExtension(image) + ".txt");

    /// <summary>The folder with the labels of the images in a folder.</summary>
    public string FolderOf(string folder)
    {
        var parts = Path.GetRelativePath(root, folder).Split(Path.DirectorySeparatorChar);
        var last = Array.LastIndexOf(parts, Images);
        return last < 0 ? folder : Path.Combine([root, .. parts[..last], Labels, .. parts[(last + 1)..]]);
    }
}
