using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>Files that a file of a data set names: only what lies in the data set's own folder is read.</summary>
internal static class ListedFile
{
    /// <summary>The absolute path of a listed file, which must exist below the list's folder.</summary>
    /// <param name="name">Relative to the data set's folder, with <c>/</c>.</param>
    /// <param name="list">The file that names it, for messages.</param>
    /// <param name="line">Where.</param>
    /// <exception cref="UserErrorException">MC2005: it does not exist; MC2008: it lies outside, or behind a link.</exception>
    public static string Contained(DatasetLocation location, string name, string list, long line)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw DataFile.Invalid(list, $"lists an impossible path in line {line}");
        }

        var absolute = Path.GetFullPath(Path.Combine(location.Root, name));
        var inside = Path.EndsInDirectorySeparator(location.Root) ? location.Root : location.Root + Path.DirectorySeparatorChar;
        if (Path.IsPathRooted(name) || !absolute.StartsWith(inside, StringComparison.Ordinal))
        {
            throw DataFile.Invalid(list, $"lists '{name}' in line {line}, which lies outside its own folder; only files below it are read");
        }

        if (!File.Exists(absolute))
        {
            throw new UserErrorException(Codes.DataNotFound, $"'{name}', listed in line {line} of '{Path.GetFileName(list)}', does not exist.", list);
        }

        FolderListing.RejectLinks(location.Root, absolute);
        return absolute;
    }
}
