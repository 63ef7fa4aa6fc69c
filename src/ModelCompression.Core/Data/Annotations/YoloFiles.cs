using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Annotations;

/// <summary>The images of a YOLO data set and the label files that are there.</summary>
internal sealed class YoloFiles
{
    private const string ListExtension = ".txt";

    private readonly LabelPlace _place;
    private readonly HashSet<string> _labels;

    /// <param name="root">Absolute path of the data set; nothing outside is read.</param>
    /// <param name="images">Absolute paths below it.</param>
    private YoloFiles(string root, IReadOnlyList<string> images)
    {
        _place = new LabelPlace(root);
        Images = images;
        var wanted = images.Select(_place.FileOf).ToHashSet(StringComparer.Ordinal);
        var folders = images.Select(image => Path.GetDirectoryName(image) ?? root).Distinct(StringComparer.Ordinal).Select(_place.FolderOf).Distinct(StringComparer.Ordinal).Where(Directory.Exists).ToList();
        folders.ForEach(folder => FolderListing.RejectLinks(root, Path.Combine(folder, "labels")));
        _labels = folders.SelectMany(folder => FolderListing.Files(folder, deep: false)).Where(wanted.Contains).ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Images { get; }

    public IEnumerable<string> Labels => _labels;

    /// <summary>All images below <c>images</c>.</summary>
    public static YoloFiles Of(DatasetLocation location) => PictureFolder.IsBesideLabels(location)
        ? new YoloFiles(LabelPlace.RootAround(location.Root) ?? location.Root, [.. location.Files.Where(ImageDecoder.IsImageName)])
        : new YoloFiles(location.Root, [.. location.Files.Where(file => ImageDecoder.IsImageName(file) && location.RelativeName(file).StartsWith("images/", StringComparison.Ordinal))]);

    /// <summary>The images that <c>data.yaml</c> names.</summary>
    /// <exception cref="UserErrorException">MC2005: a folder or image that does not exist; MC2008: one that lies outside.</exception>
    public static YoloFiles Of(DatasetLocation location, DataYaml yaml, string yamlFile) =>
        new(location.Root, [.. yaml.Images.SelectMany(part => ImagesOf(location, yaml.Folder, part, yamlFile))]);

    /// <summary>The label file of an image, whether it is there or not.</summary>
    public string LabelOf(string image) => _place.FileOf(image);

    public bool HasLabel(string image) => _labels.Contains(LabelOf(image));

    /// <summary>The images of one entry: all below a folder, or those that a list names.</summary>
    private static IEnumerable<string> ImagesOf(DatasetLocation location, string folder, (string Path, long Line) part, string yamlFile)
    {
        var path = Resolve(location, folder, part, yamlFile);
        FolderListing.RejectLinks(location.Root, path);
        if (Directory.Exists(path))
        {
            return FolderListing.Files(path).Where(ImageDecoder.IsImageName);
        }

        if (!Path.GetExtension(path).Equals(ListExtension, StringComparison.OrdinalIgnoreCase))
        {
            throw Missing(part, yamlFile);
        }

        var root = location with { Root = Path.GetDirectoryName(path) ?? location.Root };
        return TextFile.Lines(path).Index().Where(line => line.Item.Trim().Length > 0).Select(line => ListedFile.Contained(root, line.Item.Trim().Replace('\\', '/'), path, line.Index + 1));
    }

    /// <summary>An entry as it stands, or without the leading <c>../</c> that some tools write.</summary>
    private static string Resolve(DatasetLocation location, string folder, (string Path, long Line) part, string yamlFile)
    {
        var root = Path.EndsInDirectorySeparator(location.Root) ? location.Root : location.Root + Path.DirectorySeparatorChar;
        string[] names = part.Path.StartsWith("../", StringComparison.Ordinal) ? [part.Path, part.Path[3..]] : [part.Path];
        var inside = names.Select(name => Path.Combine(folder, name).Replace('\\', '/'))
            .Where(name => !name.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(name))
            .Select(name => Path.GetFullPath(Path.Combine(root, name)))
            .Where(path => (path + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal)).ToArray();
        return inside.Length == 0
            ? throw DataFile.Invalid(yamlFile, $"names '{Path.Combine(folder, part.Path)}' in line {part.Line}, which lies outside its own folder; only what is below it is read. Put the file into the data set's folder and leave 'path' out")
            : Array.Find(inside, path => Directory.Exists(path) || File.Exists(path)) ?? throw Missing(part, yamlFile);
    }

    private static UserErrorException Missing((string Path, long Line) part, string yamlFile) => new(
        Codes.DataNotFound,
        $"'{part.Path}', named in line {part.Line} of '{Path.GetFileName(yamlFile)}', is no folder of images and no list of them below that file's own folder. Name folders relative to it.",
        yamlFile);
}
