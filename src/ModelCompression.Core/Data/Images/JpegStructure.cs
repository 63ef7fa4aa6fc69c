using System.Buffers.Binary;
using ModelCompression.Diagnostics;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>What the segments of a JPEG file say about the picture.</summary>
internal readonly record struct JpegHeader(int Width, int Height, Orientation Orientation);

/// <summary>
/// Walks the segments and scans of a JPEG file (ITU-T T.81, annex B) to its end mark without decoding it. The decoder never ends on some damaged files,
/// so it is given only those whose segments are whole.
/// </summary>
internal static class JpegStructure
{
    private const byte Stuffing = 0x00;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App1 = 0xE1;
    private const byte Fill = 0xFF;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Size and orientation of the picture.</summary>
    /// <exception cref="UserErrorException">MC2008: the file is truncated or its segments are damaged.</exception>
    public static JpegHeader Read(ReadOnlySpan<byte> bytes, string path)
    {
        var header = new JpegHeader(0, 0, Orientation.Normal);
        for (var position = 2; TryMarker(bytes, ref position, out var marker) && TryBody(bytes, ref position, out var body);)
        {
            if (IsFrame(marker) && body.Length >= 5)
            {
                header = header with { Height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]), Width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]) };
            }
            else if (marker == App1 && body.StartsWith("Exif\0\0"u8))
            {
                header = header with { Orientation = ExifOrientation.Read(body[6..]) };
            }
            else if (marker == StartOfScan && SkipScan(bytes, ref position) && header.Width > 0)
            {
                return header;
            }
        }

        throw DataFile.Invalid(path, "is a truncated or damaged JPEG image");
    }

    /// <summary>The marker at the position, after any fill bytes.</summary>
    private static bool TryMarker(ReadOnlySpan<byte> bytes, ref int position, out byte marker)
    {
        marker = 0;
        if (position >= bytes.Length || bytes[position] != Fill)
        {
            return false;
        }

        while (position < bytes.Length && bytes[position] == Fill)
        {
            position++;
        }

        marker = position < bytes.Length ? bytes[position++] : Stuffing;
        return marker is not (Stuffing or EndOfImage);
    }

    private static bool TryBody(ReadOnlySpan<byte> bytes, ref int position, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (position + 2 > bytes.Length)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]);
        if (length < 2 || length > bytes.Length - position)
        {
            return false;
        }

        body = bytes.Slice(position + 2, length - 2);
        position += length;
        return true;
    }

    /// <summary>Moves to the marker that ends the scan; true when that is the end of the image.</summary>
    private static bool SkipScan(ReadOnlySpan<byte> bytes, ref int position)
    {
        while (true)
        {
            var next = bytes[position..].IndexOf(Fill);
            if (next < 0 || position + next + 1 >= bytes.Length)
            {
                position = bytes.Length;
                return false;
            }

            position += next;
            var marker = bytes[position + 1];
            if (marker is not (Stuffing or Fill) and not (>= FirstRestart and <= LastRestart))
            {
                return marker == EndOfImage;
            }

            position += marker == Fill ? 1 : 2;
        }
    }

    /// <summary>Start of frame: C0 to CF without the tables C4, CC and the extension C8.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
