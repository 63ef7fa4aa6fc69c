using ModelCompression.Data.Images;

namespace ModelCompression.Data.Annotations;

/// <summary>Tells folders of pictures with more than a class apart by the names in them.</summary>
internal static class PictureFolder
{
    /// <summary>Annotations of this name lie in the folder of their images.</summary>
    public const string CocoName = "_annotations.coco.json";

    private static readonly string[] YoloNames = ["data.yaml", "data.yml"];

    /// <summary>True for <c>data.yaml</c>, a folder with it, a folder with <c>images</c> and <c>labels</c>, or such a folder's <c>images</c> or a folder below that.</summary>
    public static bool IsYolo(DatasetLocation location) => location.IsFile
        ? HasExtension(location.Files[0], ".yaml", ".yml")
        : YamlOf(location) is not null || IsBesideLabels(location) || (Has(location, "images", ImageDecoder.IsImageName) && Has(location, "labels", IsText));

    /// <summary>True for a <c>.json</c> file, or a folder with <c>_annotations.coco.json</c>.</summary>
    public static bool IsCoco(DatasetLocation location) =>
        location.IsFile ? HasExtension(location.Files[0], ".json") : location.Files.Contains(Path.Combine(location.Root, CocoName));

    /// <summary>True for a folder with <c>images</c> and <c>masks</c>.</summary>
    public static bool IsMasked(DatasetLocation location) =>
        !location.IsFile && Has(location, "images", ImageDecoder.IsImageName) && Has(location, "masks", ImageDecoder.IsImageName);

    /// <summary>True for a folder with <c>input</c> and <c>target</c>.</summary>
    public static bool IsPaired(DatasetLocation location) =>
        !location.IsFile && Has(location, "input", ImageDecoder.IsImageName) && Has(location, "target", ImageDecoder.IsImageName);

    /// <summary>True when pictures have a class at most.</summary>
    public static bool IsPlain(DatasetLocation location) =>
        location.Files.Any(ImageDecoder.IsImageName) && !IsYolo(location) && !IsCoco(location) && !IsMasked(location) && !IsPaired(location);

    /// <summary>The <c>data.yaml</c> directly in the folder, or null.</summary>
    public static string? YamlOf(DatasetLocation location) => YoloNames.Select(name => Path.Combine(location.Root, name)).FirstOrDefault(location.Files.Contains);

    /// <summary>True when the folder is the <c>images</c> of a YOLO data set, or one below that: there are labels for one of its images.</summary>
    public static bool IsBesideLabels(DatasetLocation location) =>
        Directory.Exists(location.Path) && LabelPlace.RootAround(location.Root) is { } root && new LabelPlace(root) is var place
        && Directory.Exists(place.FolderOf(location.Root)) && location.Files.Any(file => ImageDecoder.IsImageName(file) && File.Exists(place.FileOf(file)));

    private static bool Has(DatasetLocation location, string folder, Func<string, bool> matches)
    {
        var start = Path.Combine(location.Root, folder) + Path.DirectorySeparatorChar;
        return location.Files.Any(file => file.StartsWith(start, StringComparison.Ordinal) && matches(file));
    }

    private static bool IsText(string file) => HasExtension(file, ".txt");

    private static bool HasExtension(string file, params string[] extensions) => extensions.Contains(Path.GetExtension(file).ToLowerInvariant());
}
