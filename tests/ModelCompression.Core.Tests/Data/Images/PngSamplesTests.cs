using ModelCompression.Data.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class PngSamplesTests
{
    /// <summary>Rows with the filters none, sub, up, average and Paeth; the stored bytes are differences worked out by hand from the expected row and the row above.</summary>
    [TestMethod]
    public void Takes_every_filter_back()
    {
        byte[] rows =
        [
            0, 10, 20, 30,
            1, 5, 1, 255,       // 5, 6, 5
            2, 250, 1, 0,       // 255, 7, 5
            3, 1, 0, 3,         // 1 + 127 = 128; (128 + 7) / 2 = 67; 3 + (67 + 5) / 2 = 39
            4, 2, 1, 0,         // above 128: 130; left 130, above 67, corner 128: estimate 69, nearest above: 68; left 68, above 39, corner 67: estimate 40, nearest above: 39
        ];

        CollectionAssert.AreEqual(new byte[] { 10, 20, 30, 5, 6, 5, 255, 7, 5, 128, 67, 39, 130, 68, 39 }, Read(3, 5, 8, 0, rows));
    }

    [TestMethod]
    [DataRow(1, 3, new byte[] { 0, 0b10110000, 0b10000000 }, new byte[] { 1, 0, 1, 1, 0, 0, 0, 0, 1 })]
    [DataRow(2, 0, new byte[] { 0, 0b11100100, 0b01000000, 0 }, new byte[] { 3, 2, 1, 0, 1, 0, 0, 0, 0 })]
    [DataRow(4, 3, new byte[] { 0, 0xF1, 0x20, 0x03, 0x40, 0x50 }, new byte[] { 15, 1, 2, 0, 0, 3, 4, 0, 5 })]
    [DataRow(8, 3, new byte[] { 0, 255, 1, 2, 3, 4, 5, 6, 7, 8 }, new byte[] { 255, 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void Places_in_a_palette_are_taken_at_every_depth(int bits, int color, byte[] row, byte[] expected) => CollectionAssert.AreEqual(expected, Read(9, 1, (byte)bits, (byte)color, row));

    [TestMethod]
    [DataRow(8, 2, 0, "8-bit colour")]
    [DataRow(16, 0, 0, "16-bit gray")]
    [DataRow(8, 3, 1, "palette pixels, interlaced")]
    public void Another_kind_of_image_is_refused_with_what_to_do(int bits, int color, int interlaced, string part)
    {
        using var folder = new DataFolder();
        var path = folder.Write("m.png", Bytes(2, 2, (byte)bits, (byte)color, new byte[40], (byte)interlaced));

        Coded.Error("MC2008", () => PngSamples.Read(path), "'m.png'", part, "save it as a PNG of 8-bit gray");
    }

    [TestMethod]
    public void Damage_is_refused()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => PngSamples.Read(folder.Write("a.png", "no image")), "no PNG");
        Coded.Error("MC2008", () => PngSamples.Read(folder.Write("b.png", Bytes(100_000, 100_000, 8, 0, [0]))), "100000 x 100000");
        Coded.Error("MC2008", () => PngSamples.Read(folder.Write("c.png", Bytes(3, 2, 8, 0, [0, 1, 2, 3, 0, 1]))), "truncated or damaged");
        Coded.Error("MC2008", () => PngSamples.Read(folder.Write("d.png", Bytes(2, 1, 8, 0, [9, 1, 2]))), "damaged");
        Coded.Error("MC2008", () => PngSamples.Read(folder.Write("e.png", Bytes(2, 2, 8, 0, new byte[6])[..50])), "damaged");
    }

    private static byte[] Read(int width, int height, byte bits, byte color, byte[] rows)
    {
        using var folder = new DataFolder();
        var pixels = PngSamples.Read(folder.Write("m.png", Bytes(width, height, bits, color, rows)));
        Assert.AreEqual((width, height, 1), (pixels.Width, pixels.Height, pixels.Channels));
        return pixels.Bytes.ToArray();
    }

    private static byte[] Bytes(int width, int height, byte bits, byte color, byte[] rows, byte interlaced = 0)
    {
        var header = Png.Header(width, height)[16..29];
        (header[8], header[9], header[12]) = (bits, color, interlaced);
        return [.. Png.Header(1, 1)[..8], .. Png.Chunk("IHDR", header), .. Png.Chunk("IDAT", Png.Deflate(rows)), .. Png.Chunk("IEND", [])];
    }
}
