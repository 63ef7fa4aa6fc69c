namespace ModelCompression.Tasks.Files;

/// <summary>Paths as a project states them: relative to the project's folder, with either slash.</summary>
internal static class ProjectPath
{
    /// <summary>The absolute path; the process's current folder has no part in it.</summary>
    public static string Absolute(string folder, string path) => Path.GetFullPath(Path.Combine(folder, Native(path)));

    /// <summary>The path below the folder with <c>/</c>, or the absolute one with <c>/</c> when it is not below it.</summary>
    public static string Relative(string folder, string absolute)
    {
        var root = folder.TrimEnd('/', '\\') + Path.DirectorySeparatorChar;
        return (absolute.StartsWith(root, StringComparison.Ordinal) ? absolute.Substring(root.Length) : absolute).Replace('\\', '/');
    }

    private static string Native(string path) => Path.DirectorySeparatorChar == '/' ? path.Replace('\\', '/') : path;
}
