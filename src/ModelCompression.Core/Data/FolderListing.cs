using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>Lists data folders: deterministic order, no hidden entries, no symbolic links.</summary>
internal static class FolderListing
{
    /// <summary>Every file below <paramref name="root"/>, in ordinal order of its relative name.</summary>
    /// <param name="deep">False for the files directly in it.</param>
    /// <exception cref="UserErrorException">MC2008: a symbolic link or a folder that cannot be read.</exception>
    public static IReadOnlyList<string> Files(string root, bool deep = true)
    {
        var files = new List<string>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(folder))
            {
                if (entry is not DirectoryInfo)
                {
                    files.Add(entry.FullName);
                }
                else if (deep)
                {
                    folders.Push(entry.FullName);
                }
            }
        }

        return [.. files.OrderBy(file => Path.GetRelativePath(root, file).Replace('\\', '/'), StringComparer.Ordinal)];
    }

    /// <summary>Names of the folders directly in <paramref name="root"/>, in ordinal order.</summary>
    public static IReadOnlyList<string> FolderNames(string root) =>
        [.. Entries(root).OfType<DirectoryInfo>().Select(folder => folder.Name).Order(StringComparer.Ordinal)];

    /// <summary>Refuses a file below <paramref name="root"/> that is, or lies behind, a symbolic link.</summary>
    /// <exception cref="UserErrorException">MC2008.</exception>
    public static void RejectLinks(string root, string file)
    {
        RejectLink(new FileInfo(file));
        for (var folder = Directory.GetParent(file); folder is not null && folder.FullName.Length > root.Length; folder = folder.Parent)
        {
            RejectLink(folder);
        }
    }

    private static List<FileSystemInfo> Entries(string folder)
    {
        try
        {
            var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => !IsHidden(entry.Name)).ToList();
            entries.ForEach(RejectLink);
            return entries;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.InvalidData, $"Data folder '{Path.GetFileName(folder)}' cannot be read: {error.Message}", folder, error);
        }
    }

    private static bool IsHidden(string name) => name.StartsWith('.') || name is "__MACOSX" or "Thumbs.db" or "desktop.ini";

    private static void RejectLink(FileSystemInfo entry)
    {
        if (entry.LinkTarget is not null)
        {
            throw new UserErrorException(
                Codes.InvalidData,
                $"'{entry.Name}' in the data set is a symbolic link. Only files that lie in the data set's own folder are read; copy the data there.",
                entry.FullName);
        }
    }
}
