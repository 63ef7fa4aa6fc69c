using System.Text;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>Files of lines in UTF-8.</summary>
internal static class TextFile
{
    private const long MaxBytes = 256 << 20;
    private const int MaxLine = 1 << 20;
    private const long MaxFirstLineBytes = 1 << 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>All lines without their ends; empty ones at the end are left out.</summary>
    /// <exception cref="UserErrorException">MC2003, MC2005, MC2008: it cannot be read, is larger than 256 MB, has a line of more than a million characters, or is not UTF-8.</exception>
    public static string[] Lines(string file)
    {
        var text = Read(file, MaxBytes).TrimEnd();
        var lines = text.Length == 0 ? [] : Array.ConvertAll(text.Split('\n'), line => line.TrimEnd('\r'));
        var longest = Array.FindIndex(lines, line => line.Length > MaxLine);
        return longest < 0 ? lines : throw DataFile.Invalid(file, FormattableString.Invariant($"has {lines[longest].Length} characters in line {longest + 1}; at most {MaxLine} are accepted"));
    }

    /// <summary>The whole text without a byte order mark.</summary>
    /// <exception cref="UserErrorException">As <see cref="Lines"/>.</exception>
    public static string Read(string file, long maxBytes)
    {
        try
        {
            return Strict.GetString(DataFile.ReadAllBytes(file, maxBytes)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            throw DataFile.Invalid(file, "is not UTF-8 text; save it as UTF-8", error);
        }
    }

    /// <summary>The first line without its end, cut where it is very long; empty for a file that is no text.</summary>
    /// <exception cref="UserErrorException">MC2003, MC2005, MC2008: it cannot be read.</exception>
    public static string FirstLine(string file)
    {
        using var stream = DataFile.OpenRead(file);
        var head = new byte[Math.Min(stream.Length, MaxFirstLineBytes)];
        DataFile.ReadExactly(stream, head, file);
        var end = Array.IndexOf(head, (byte)'\n');
        return Encoding.UTF8.GetString(end < 0 ? head : head.AsSpan(0, end)).Trim('\uFEFF', '\r');
    }
}
