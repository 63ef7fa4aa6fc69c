using System.Buffers.Binary;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>Reads tag 0x0112 from the first directory of an EXIF block (a TIFF header and its IFD 0).</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const ushort Short = 3;
    private const int EntryBytes = 12;

    /// <summary>The orientation; <see cref="Orientation.Normal"/> when the block is damaged or has none, since EXIF is advisory.</summary>
    /// <param name="tiff">From the byte order mark on.</param>
    public static Orientation Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
        {
            return Orientation.Normal;
        }

        var little = tiff[0] == 'I';
        var directory = U32(tiff[4..], little);
        if (U16(tiff[2..], little) != 42 || directory > tiff.Length - 2)
        {
            return Orientation.Normal;
        }

        var entries = tiff[((int)directory + 2)..];
        for (var i = 0; i < U16(tiff[(int)directory..], little) && (i + 1) * EntryBytes <= entries.Length; i++)
        {
            var entry = entries.Slice(i * EntryBytes, EntryBytes);
            if (U16(entry, little) == Tag && U16(entry[2..], little) == Short)
            {
                var value = (Orientation)U16(entry[8..], little);
                return Enum.IsDefined(value) ? value : Orientation.Normal;
            }
        }

        return Orientation.Normal;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
