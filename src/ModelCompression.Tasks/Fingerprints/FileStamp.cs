using System.Globalization;

namespace ModelCompression.Tasks.Fingerprints;

/// <summary>A file as the fingerprint sees it: name, size and time of change, never its content.</summary>
internal static class FileStamp
{
    /// <summary>One line; a file that is not there has a line too, so that its arrival is a change.</summary>
    public static string Of(string name, FileInfo file) => file.Exists
        ? string.Join("|", name, file.Length.ToString(CultureInfo.InvariantCulture), file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture))
        : name + "|missing";
}
