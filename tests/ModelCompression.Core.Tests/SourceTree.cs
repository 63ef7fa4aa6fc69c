using System.Text.RegularExpressions;

namespace ModelCompression.Core.Tests;

/// <summary>A C# source file of the repository.</summary>
/// <param name="Path">Relative to the repository root, with forward slashes.</param>
/// <param name="Code">The text without comments and string literals, so that words in them break no rule.</param>
internal sealed record SourceFile(string Path, int Lines, string Code)
{
    public string[] Parts { get; } = Path.Split('/');

    /// <summary>File name up to the first dot.</summary>
    public string Name => Parts[^1].Split('.')[0];

    /// <summary>Project folder, for example <c>ModelCompression.Core</c>.</summary>
    public string Project => Parts[1];

    /// <summary>The folder of Core the file is in; null elsewhere.</summary>
    public string? Layer => Parts[0] == "src" && Project == "ModelCompression.Core" && Parts.Length > 3 ? Parts[2] : null;

    /// <summary>Names of all types declared, nested ones too.</summary>
    public IEnumerable<string> Types => Regex.Matches(Code, @"\b(?:class|record struct|record|struct|interface|enum)\s+(\w+)\s*[<({:;\r\n]").Select(match => match.Groups[1].Value);
}

/// <summary>The sources of this repository, found by walking up from the test's folder to the solution file.</summary>
internal static partial class SourceTree
{
    public static IReadOnlyList<SourceFile> Read()
    {
        var root = Root();
        return
        [
            .. new[] { "src", "tests" }
                .SelectMany(top => Directory.EnumerateFiles(Path.Combine(root, top), "*.cs", SearchOption.AllDirectories))
                .Select(path => (Path: path, Relative: Path.GetRelativePath(root, path).Replace('\\', '/')))
                .Where(file => !file.Relative.Split('/').Any(part => part is "bin" or "obj"))
                .OrderBy(file => file.Relative, StringComparer.Ordinal)
                .Select(file => Parse(file.Relative, File.ReadAllText(file.Path))),
        ];
    }

    public static SourceFile Parse(string path, string text) =>
        new(path, text.Count(c => c == '\n'), Noise().Replace(text, match => match.Value.StartsWith('/') ? " " : "\"\""));

    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("ModelCompression.Build.sln").Any())
            {
                return folder.FullName;
            }
        }

        throw new AssertFailedException("The repository root was not found above the test's folder.");
    }

    /// <summary>Comments; raw, verbatim and plain strings; character literals.</summary>
    [GeneratedRegex("""
        //[^\n]* | /\*.*?\*/ | \$*\"{3,}.*?\"{3,} | \$?@\$?"(?:[^"]|"")*" | \$?"(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])+'
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Noise();
}
