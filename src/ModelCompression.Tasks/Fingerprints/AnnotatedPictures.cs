namespace ModelCompression.Tasks.Fingerprints;

/// <summary>Data sets of pictures whose path is not all of them: labels and pictures lie in other folders, at places that the engine knows, too.</summary>
internal static class AnnotatedPictures
{
    /// <summary>The folders that a path stands for besides itself: the labels beside YOLO images, the data around a <c>data.yaml</c>, the pictures of a COCO file.</summary>
    /// <param name="path">Absolute.</param>
    public static IEnumerable<string> FoldersOf(string path)
    {
        if (Directory.Exists(path))
        {
            return LabelsBeside(path) is { } labels && Directory.Exists(labels) ? [labels] : [];
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".yaml" or ".yml" => [Path.GetDirectoryName(path)],
            ".json" => [PicturesOf(path)],
            _ => [],
        };
    }

    private static string? LabelsBeside(string folder)
    {
        var parts = folder.Replace('\\', '/').TrimEnd('/').Split('/');
        var last = Array.LastIndexOf(parts, "images");
        if (last < 0)
        {
            return null;
        }

        parts[last] = "labels";
        return string.Join("/", parts);
    }

    /// <summary>Annotations in a folder <c>annotations</c> have their pictures in a folder beside that, named like the part of the data or <c>images</c>; others in their own folder.</summary>
    private static string PicturesOf(string file)
    {
        var folder = Path.GetDirectoryName(file);
        var above = Path.GetDirectoryName(folder);
        if (above is null || !string.Equals(Path.GetFileName(folder), "annotations", StringComparison.OrdinalIgnoreCase))
        {
            return folder;
        }

        var name = Path.GetFileNameWithoutExtension(file);
        var part = name.Substring(name.LastIndexOf('_') + 1);
        string[] places = [Path.Combine(above, part), Path.Combine(above, "images", part), Path.Combine(above, "images")];
        return Array.Find(places, Directory.Exists) ?? above;
    }
}
