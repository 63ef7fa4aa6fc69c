using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Arrays;

/// <summary>Reads a compressed stream without trusting the size it claims.</summary>
internal static class GrowingRead
{
    private const int FirstBytes = 1 << 20;

    /// <summary>Reads exactly <paramref name="count"/> bytes, which must end the stream. Memory grows with what really arrives, so a false claim costs nothing.</summary>
    /// <exception cref="UserErrorException">MC2008: fewer or more bytes, or damaged compression.</exception>
    public static byte[] Exactly(Stream stream, long count, string path)
    {
        var bytes = new byte[Math.Min(count, FirstBytes)];
        long filled = 0;
        while (true)
        {
            DataFile.ReadExactly(stream, bytes.AsSpan((int)filled), path);
            filled = bytes.Length;
            if (filled == count)
            {
                break;
            }

            Array.Resize(ref bytes, (int)Math.Min(count, filled * 4));
        }

        return AtEnd(stream, path) ? bytes : throw DataFile.Invalid(path, $"holds more than the {count} bytes of data that its header calls for");
    }

    private static bool AtEnd(Stream stream, string path)
    {
        try
        {
            return stream.ReadByte() < 0;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw DataFile.Invalid(path, "is truncated or damaged", error);
        }
    }
}
