using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Annotations;

/// <summary>Finds the folder that the file names of a COCO file count from.</summary>
internal static class CocoPictures
{
    /// <summary>
    /// A file in a folder <c>annotations</c> has its images beside that folder: in one named like the part of the data (<c>val2017</c> of <c>instances_val2017.json</c>), in that
    /// one below <c>images</c>, in <c>images</c>, or directly there. Another file has them in its own folder, in <c>images</c> below it, or in folders of the part's name.
    /// </summary>
    /// <exception cref="UserErrorException">MC2005: the first image is in none of them.</exception>
    public static string FolderOf(string file, CocoImage first)
    {
        var folder = Path.GetDirectoryName(file) ?? file;
        var stem = Path.GetFileNameWithoutExtension(file);
        var part = stem[(stem.LastIndexOf('_') + 1)..];
        if (Path.GetFileName(folder).Equals("annotations", StringComparison.OrdinalIgnoreCase) && Path.GetDirectoryName(folder) is { } above)
        {
            return new[] { Path.Combine(above, part), Path.Combine(above, "images", part), Path.Combine(above, "images") }.FirstOrDefault(Directory.Exists) ?? above;
        }

        string[] places = ["", "images", part, Path.Combine("images", part)];
        var found = places.FirstOrDefault(place => File.Exists(Path.Combine(folder, place, first.FileName)));
        return found is not null || first.FileName.Contains("..", StringComparison.Ordinal)
            ? Path.Combine(folder, found ?? "")
            : throw new UserErrorException(
                Codes.DataNotFound,
                FormattableString.Invariant($"'{first.FileName}', listed in line {first.Line} of '{Path.GetFileName(file)}', does not exist: neither beside that file nor in {string.Join(", ", places[1..].Select(place => $"'{place.Replace('\\', '/')}'"))}."),
                file);
    }
}
