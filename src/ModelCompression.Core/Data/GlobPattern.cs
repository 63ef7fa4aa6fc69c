using System.Text;
using System.Text.RegularExpressions;

namespace ModelCompression.Data;

/// <summary>
/// A file pattern: <c>*</c> and <c>?</c> match within a name, <c>**</c> any number of folders. Everything before the first wildcard is the root.
/// </summary>
internal sealed class GlobPattern
{
    private readonly Regex _regex;

    private GlobPattern(string root, Regex regex)
    {
        Root = root;
        _regex = regex;
    }

    /// <summary>Absolute folder that holds every match.</summary>
    public string Root { get; }

    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    public static GlobPattern Parse(string path)
    {
        var segments = path.Replace('\\', '/').Split('/');
        var first = Array.FindIndex(segments, IsPattern);
        var root = first == 0 ? "." : string.Join('/', segments[..first]) + "/";
        var regex = new StringBuilder("^");
        for (var i = first; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            regex.Append(segments[i] == "**" ? (last ? ".*" : "(?:[^/]+/)*") : SegmentRegex(segments[i]) + (last ? "" : "/"));
        }

        return new GlobPattern(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)),
            new Regex(regex.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    /// <summary>True when the name, relative to <see cref="Root"/>, matches.</summary>
    public bool Matches(string relativeName) => _regex.IsMatch(relativeName.Replace('\\', '/'));

    private static string SegmentRegex(string segment) =>
        Regex.Escape(segment).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal);
}
