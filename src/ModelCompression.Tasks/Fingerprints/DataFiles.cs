using System.Text.RegularExpressions;
using ModelCompression.Tasks.Files;

namespace ModelCompression.Tasks.Fingerprints;

/// <summary>The files behind the path of a data set: a file with its companions, a folder with everything below it, or a pattern with <c>*</c>, <c>?</c> and <c>**</c>.</summary>
internal static class DataFiles
{
    /// <summary>One stamp per file, in ordinal order.</summary>
    /// <param name="projectDirectory">Absolute; relative paths count from it.</param>
    /// <param name="path">The path as the project states it.</param>
    public static IEnumerable<string> Stamps(string projectDirectory, string path)
    {
        var absolute = ProjectPath.Absolute(projectDirectory, path);
        var files = Directory.Exists(absolute) ? Below(absolute, _ => true)
            : path.IndexOfAny(['*', '?']) >= 0 ? Matching(absolute)
            : WithCompanions(absolute);
        return files.Concat(AnnotatedPictures.FoldersOf(absolute).SelectMany(folder => Below(folder, _ => true))).GroupBy(file => file.FullName).Select(same => same.First()).Select(file => FileStamp.Of(ProjectPath.Relative(projectDirectory, file.FullName), file)).OrderBy(line => line, StringComparer.Ordinal);
    }

    /// <summary>Links are left out, as the engine refuses them: a loop of links would have no end.</summary>
    private static IEnumerable<FileInfo> Below(string folder, Func<FileInfo, bool> matches)
    {
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (folders.Count > 0)
        {
            foreach (var entry in folders.Pop().EnumerateFileSystemInfos())
            {
                if (entry is FileInfo file && matches(file))
                {
                    yield return file;
                }
                else if (entry is DirectoryInfo below && (below.Attributes & FileAttributes.ReparsePoint) == 0)
                {
                    folders.Push(below);
                }
            }
        }
    }

    private static IEnumerable<FileInfo> Matching(string pattern)
    {
        var path = pattern.Replace('\\', '/');
        var root = path.Substring(0, path.LastIndexOf('/', path.IndexOfAny(['*', '?'])) + 1);
        var regex = Regex.Escape(path).Replace(@"\*\*/", "(?:.*/)?").Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]");
        return Directory.Exists(root)
            ? Below(root, file => Regex.IsMatch(file.FullName.Replace('\\', '/'), "^" + regex + "$", RegexOptions.CultureInvariant))
            : [];
    }

    /// <summary>The file, the files that it lists, and in its folder the labels that go with an IDX file of images.</summary>
    private static IEnumerable<FileInfo> WithCompanions(string path)
    {
        var file = new FileInfo(path);
        var folder = Path.GetDirectoryName(path);
        yield return file;
        if (!file.Exists)
        {
            yield break;
        }

        if (ListedFiles.IsList(path))
        {
            foreach (var listed in ListedFiles.Read(path).Where(IsPath))
            {
                yield return new FileInfo(Path.Combine(folder, listed));
            }
        }
        else if (file.Name.Contains("images"))
        {
            foreach (var labels in new DirectoryInfo(folder).EnumerateFiles("*labels*"))
            {
                yield return labels;
            }
        }
    }

    private static bool IsPath(string text) => text.IndexOfAny(Path.GetInvalidPathChars()) < 0;
}
