using System.Buffers;

namespace ModelCompression.OnnxRuntime;

/// <summary>
/// Tells cheaply whether a model file may refer to other files. Every external tensor has an entry with the key <c>location</c>, so a file without that
/// word has none; a file that merely uses the word is checked once more than needed.
/// </summary>
internal static class ExternalDataScan
{
    private const int BlockBytes = 1 << 20;

    private static ReadOnlySpan<byte> Key => "location"u8;

    public static bool MayHaveExternalData(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            return Contains(stream, block);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Keeps the end of each block in front of the next, so that a key across two blocks is seen.</summary>
    private static bool Contains(Stream stream, byte[] block)
    {
        var kept = 0;
        for (int read; (read = stream.Read(block, kept, block.Length - kept)) > 0;)
        {
            var filled = kept + read;
            if (block.AsSpan(0, filled).IndexOf(Key) >= 0)
            {
                return true;
            }

            kept = Math.Min(filled, Key.Length - 1);
            block.AsSpan(filled - kept, kept).CopyTo(block);
        }

        return false;
    }
}
