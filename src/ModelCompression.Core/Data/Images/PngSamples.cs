using System.Buffers.Binary;
using System.IO.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>
/// The stored samples of a PNG file of one channel, gray or with a palette, whose places are taken and not its colours, which is what masks hold and decoders of pictures do not
/// give. W3C PNG, sections 7 (layout) and 9 (filters).
/// </summary>
internal static class PngSamples
{
    private const long MaxFileBytes = 1L << 28;
    private const byte Gray = 0;
    private const byte Palette = 3;
    private const string Remedy = "save it as a PNG of 8-bit gray or palette pixels whose values are classes, not interlaced";

    /// <exception cref="UserErrorException">MC2003, MC2005: as from opening; MC2008: no such PNG, damaged, truncated or too large.</exception>
    public static Pixels Read(string path)
    {
        var bytes = DataFile.ReadAllBytes(path, MaxFileBytes);
        if (PngStructure.Size(bytes) is not { Width: > 0, Height: > 0 } size)
        {
            throw DataFile.Invalid(path, $"is no PNG image; {Remedy}");
        }

        if (size.Width * size.Height > ImageDecoder.MaxPixels)
        {
            throw DataFile.Invalid(path, $"is an image of {size.Width} x {size.Height} pixels; at most {ImageDecoder.MaxPixels} pixels are decoded");
        }

        PngStructure.Check(bytes, path);
        var (bits, color, interlaced) = (bytes[24], bytes[25], bytes[28]);
        if (color is not (Gray or Palette) || bits is not (1 or 2 or 4 or 8) || interlaced != 0)
        {
            throw DataFile.Invalid(path, $"is a PNG of {bits}-bit {(color is Gray ? "gray" : color is Palette ? "palette" : "colour")} pixels{(interlaced != 0 ? ", interlaced" : "")}; {Remedy}");
        }

        var (width, height) = ((int)size.Width, (int)size.Height);
        return new Pixels(width, height, 1, Unpack(Rows(bytes, (width * bits + 7) / 8, height, path), width, height, bits));
    }

    /// <summary>All rows without their filters.</summary>
    private static byte[] Rows(byte[] bytes, int rowBytes, int height, string path)
    {
        using var inflated = new ZLibStream(ImageData(bytes), CompressionMode.Decompress);
        var rows = new byte[checked(rowBytes * height)];
        Span<byte> filter = stackalloc byte[1];
        ReadOnlySpan<byte> above = new byte[rowBytes];
        for (var y = 0; y < height; y++)
        {
            var row = rows.AsSpan(y * rowBytes, rowBytes);
            DataFile.ReadExactly(inflated, filter, path);
            DataFile.ReadExactly(inflated, row, path);
            Unfilter(filter[0], row, above, path);
            above = row;
        }

        return rows;
    }

    private static MemoryStream ImageData(byte[] bytes)
    {
        var data = new MemoryStream();
        for (var position = 8; position + 12 <= bytes.Length;) // the structure has been checked
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(position));
            var type = bytes.AsSpan(position + 4, 4);
            if (type.SequenceEqual("IEND"u8))
            {
                break;
            }

            if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(bytes.AsSpan(position + 8, length));
            }

            position += 12 + length;
        }

        data.Position = 0;
        return data;
    }

    private static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, string path)
    {
        for (var x = 0; x < row.Length; x++)
        {
            int left = x > 0 ? row[x - 1] : 0, corner = x > 0 ? above[x - 1] : 0;
            row[x] += filter switch
            {
                0 => 0,
                1 => (byte)left,
                2 => above[x],
                3 => (byte)((left + above[x]) / 2),
                4 => Paeth(left, above[x], corner),
                _ => throw DataFile.Invalid(path, "is a damaged PNG image"),
            };
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return (byte)(a <= b && a <= c ? left : b <= c ? above : corner);
    }

    private static byte[] Unpack(byte[] rows, int width, int height, int bits)
    {
        if (bits == 8)
        {
            return rows;
        }

        var rowBytes = rows.Length / height;
        var result = new byte[width * height];
        for (var i = 0; i < result.Length; i++)
        {
            var bit = i % width * bits;
            result[i] = (byte)((rows[(i / width * rowBytes) + (bit / 8)] >> (8 - bits - (bit % 8))) & ((1 << bits) - 1));
        }

        return result;
    }
}
