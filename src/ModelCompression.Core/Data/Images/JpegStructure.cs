using System.Buffers.Binary;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Images;

/// <summary>Walks the segments of a JPEG file (ITU-T T.81, annex B) without decoding it.</summary>
internal static class JpegStructure
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Makes sure that the picture reaches its end mark, and reads its orientation.</summary>
    /// <exception cref="UserErrorException">MC2008: the file is truncated or its segments are damaged.</exception>
    public static Orientation Check(ReadOnlySpan<byte> bytes, string path)
    {
        var orientation = Orientation.Normal;
        var position = 2;
        while (position + 4 <= bytes.Length && bytes[position] == 0xFF)
        {
            var marker = bytes[position + 1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]);
            if (length < 2 || position + 2 + length > bytes.Length)
            {
                break;
            }

            var body = bytes.Slice(position + 4, length - 2);
            position += 2 + length;
            if (marker == StartOfScan)
            {
                return bytes[position..].IndexOf((ReadOnlySpan<byte>)[0xFF, EndOfImage]) >= 0
                    ? orientation
                    : throw DataFile.Invalid(path, "is a truncated JPEG image");
            }

            if (marker == App1 && body.StartsWith("Exif\0\0"u8))
            {
                orientation = ExifOrientation.Read(body[6..]);
            }
        }

        throw DataFile.Invalid(path, "is a truncated or damaged JPEG image");
    }
}
