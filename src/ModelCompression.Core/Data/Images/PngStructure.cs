using System.Buffers.Binary;
using System.IO.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>Walks the chunks of a PNG file (W3C PNG, section 5) and makes sure that its pixel data is whole and no larger than the header says.</summary>
internal static class PngStructure
{
    private const int ChunkOverhead = 12;
    private const int Slack = 1024;

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    /// <summary>Width and height in the header, 31 bits each; null when it is no PNG file.</summary>
    public static (long Width, long Height)? Size(ReadOnlySpan<byte> bytes) => !IsPng(bytes) || bytes.Length < 24
        ? null
        : (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));

    /// <summary>Checks the chunks and the compressed data, and reads the orientation of an <c>eXIf</c> chunk.</summary>
    /// <exception cref="UserErrorException">MC2008: truncated, damaged, or more data than the header allows.</exception>
    public static Orientation Check(ReadOnlySpan<byte> bytes, string path)
    {
        var orientation = Orientation.Normal;
        using var data = new MemoryStream();
        var header = ReadOnlySpan<byte>.Empty;
        for (var position = 8; position + ChunkOverhead <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[position..]);
            if (length > bytes.Length - position - ChunkOverhead)
            {
                break;
            }

            var type = bytes.Slice(position + 4, 4);
            var body = bytes.Slice(position + 8, (int)length);
            position += ChunkOverhead + (int)length;
            if (type.SequenceEqual("IHDR"u8))
            {
                header = body;
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(body);
            }
            else if (type.SequenceEqual("eXIf"u8))
            {
                orientation = ExifOrientation.Read(body);
            }
            else if (type.SequenceEqual("IEND"u8) && header.Length == 13)
            {
                RequireData(data, RawBytes(header), path);
                return orientation;
            }
        }

        throw DataFile.Invalid(path, "is a truncated or damaged PNG image");
    }

    /// <summary>Bytes of all rows, each rounded up and with its filter byte.</summary>
    private static long RawBytes(ReadOnlySpan<byte> header)
    {
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var samples = header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return height * (1 + (width * samples * header[8] + 7) / 8);
    }

    private static void RequireData(MemoryStream data, long rawBytes, string path)
    {
        var largest = 2 * rawBytes + Slack; // interlacing has shorter rows, hence more filter bytes
        data.Position = 0;
        try
        {
            using var inflated = new ZLibStream(data, CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            long total = 0;
            for (int read; (read = inflated.Read(buffer)) > 0;)
            {
                total += read;
                if (total > largest)
                {
                    throw DataFile.Invalid(path, $"is a PNG image whose data inflates beyond the {largest} bytes that its header allows");
                }
            }

            if (total < rawBytes / 2)
            {
                throw DataFile.Invalid(path, "is a truncated PNG image");
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw DataFile.Invalid(path, "is a damaged PNG image", error);
        }
    }
}
