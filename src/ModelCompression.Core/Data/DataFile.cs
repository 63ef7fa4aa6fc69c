using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>Opens files of data sets; every failure is a coded error.</summary>
internal static class DataFile
{
    /// <summary>Opens a file for reading at its start.</summary>
    /// <exception cref="UserErrorException">MC2003: a git-LFS pointer; MC2005: missing; MC2008: unreadable.</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            RejectLfsPointer(stream, path);
            return stream;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException(Codes.DataNotFound, $"Data file '{Path.GetFileName(path)}' does not exist.", path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, $"cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The whole file.</summary>
    /// <param name="maxBytes">Files larger than this are refused (MC2008).</param>
    public static byte[] ReadAllBytes(string path, long maxBytes)
    {
        using var stream = OpenRead(path);
        if (stream.Length > maxBytes)
        {
            throw Invalid(path, $"has {stream.Length} bytes; at most {maxBytes} are accepted");
        }

        var bytes = new byte[stream.Length];
        ReadExactly(stream, bytes, path);
        return bytes;
    }

    /// <summary>Fills the buffer from the stream.</summary>
    /// <exception cref="UserErrorException">MC2008: the stream ends early or is damaged.</exception>
    public static void ReadExactly(Stream stream, Span<byte> buffer, string path)
    {
        try
        {
            stream.ReadExactly(buffer);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw Invalid(path, "is truncated or damaged", error);
        }
        catch (IOException error)
        {
            throw Invalid(path, $"cannot be read: {error.Message}", error);
        }
    }

    /// <summary>MC2008 for a file: <c>Data file 'x' is truncated.</c></summary>
    public static UserErrorException Invalid(string path, string problem, Exception? inner = null) =>
        new(Codes.InvalidData, $"Data file '{Path.GetFileName(path)}' {problem.TrimEnd('.')}.", path, inner);

    private static void RejectLfsPointer(FileStream stream, string path)
    {
        var mark = "version https://git-lfs"u8;
        if (stream.Length is < 24 or > 1024)
        {
            return;
        }

        Span<byte> head = stackalloc byte[mark.Length];
        stream.ReadExactly(head);
        stream.Position = 0;
        if (head.SequenceEqual(mark))
        {
            stream.Dispose();
            throw new UserErrorException(
                Codes.LfsPointer, $"Data file '{Path.GetFileName(path)}' is a git-LFS pointer, not the data itself. Run 'git lfs pull'.", path);
        }
    }
}
