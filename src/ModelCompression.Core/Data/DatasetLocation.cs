using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>What a data set path points at: one file, the files below a folder, or the files a pattern matches.</summary>
/// <param name="Path">The path or pattern as given.</param>
/// <param name="Root">Absolute folder that relative names count from; nothing outside is read.</param>
/// <param name="IsFile">True when the path is one file.</param>
/// <param name="Files">Absolute paths in ordinal order of their relative names; hidden files and folders are left out.</param>
public sealed record DatasetLocation(string Path, string Root, bool IsFile, IReadOnlyList<string> Files)
{
    /// <summary>For messages: the last part of the path.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path)) is { Length: > 0 } name ? name : Path;

    /// <summary>Name of a file below <see cref="Root"/>, with <c>/</c> on every platform.</summary>
    public string RelativeName(string file) => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Looks the path up on disk.</summary>
    /// <exception cref="UserErrorException">MC2005: nothing there; MC2008: a symbolic link inside a data folder.</exception>
    public static DatasetLocation Resolve(string path)
    {
        if (File.Exists(path))
        {
            var file = System.IO.Path.GetFullPath(path);
            return new DatasetLocation(path, FolderOf(file), true, [file]);
        }

        if (Directory.Exists(path))
        {
            var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
            return new DatasetLocation(path, root, false, FolderListing.Files(root));
        }

        return GlobPattern.IsPattern(path)
            ? ResolvePattern(path)
            : throw new UserErrorException(Codes.DataNotFound, $"Data set '{System.IO.Path.GetFileName(path)}' does not exist. Check the path; a relative one starts at the project's folder, or on the command line at the current one.", path);
    }

    private static DatasetLocation ResolvePattern(string path)
    {
        var pattern = GlobPattern.Parse(path);
        var files = Directory.Exists(pattern.Root)
            ? FolderListing.Files(pattern.Root).Where(file => pattern.Matches(System.IO.Path.GetRelativePath(pattern.Root, file))).ToArray()
            : [];
        return files.Length > 0
            ? new DatasetLocation(path, pattern.Root, files.Length == 1, files)
            : throw new UserErrorException(Codes.DataNotFound, $"No file matches the data set pattern '{System.IO.Path.GetFileName(path)}'. Check the pattern; a relative one starts at the project's folder, or on the command line at the current one.", path);
    }

    private static string FolderOf(string file) => System.IO.Path.GetDirectoryName(file) ?? file;
}
