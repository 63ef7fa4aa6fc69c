using System.Buffers.Binary;
using System.IO.Compression;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>Writes 8-bit gray or RGB images as PNG (ISO/IEC 15948): one IDAT chunk, rows without a filter.</summary>
internal static class PngFile
{
    private const byte Gray = 0;
    private const byte Rgb = 2;

    /// <param name="pixels">1 channel (gray) or 3 (RGB).</param>
    public static byte[] Of(Pixels pixels)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, pixels.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), pixels.Height);
        header[8] = 8;
        header[9] = pixels.Channels == 1 ? Gray : Rgb;
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compressed(pixels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(Pixels pixels)
    {
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < pixels.Height; row++)
            {
                deflate.WriteByte(0);
                deflate.Write(pixels.Bytes.Span.Slice(row * pixels.RowBytes, pixels.RowBytes));
            }
        }

        return data.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    /// <summary>CRC-32 with the reflected polynomial 0xEDB88320, bit by bit: the files are small.</summary>
    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return crc;
    }
}
