using ModelCompression.Data.Images;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class ImageDecoderTests
{
    private static byte[] Photo => File.ReadAllBytes(Path.Combine(GoldenCases.Folder, "exif6.jpg"));

    [TestMethod]
    public void Decodes_gray_PNG_to_RGB()
    {
        using var folder = new DataFolder();

        var image = ImageDecoder.Decode(folder.WriteRamp("a.png", 2, 1, 7)).Pixels;

        CollectionAssert.AreEqual(new byte[] { 7, 7, 7, 8, 8, 8 }, image.Bytes.ToArray());
    }

    [TestMethod]
    public void Decodes_BMP()
    {
        using var folder = new DataFolder();
        byte[] header = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[24]];

        var image = ImageDecoder.Decode(folder.Write("a.bmp", [.. header, 3, 2, 1, 0])).Pixels;

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, image.Bytes.ToArray());
    }

    [TestMethod]
    public void Refuses_a_header_of_100_000_by_100_000_pixels_without_taking_memory()
    {
        using var folder = new DataFolder();
        var path = folder.Write("huge.png", [.. Png.Header(100_000, 100_000), .. Png.Chunk("IDAT", Png.Deflate(new byte[100])), .. Png.Chunk("IEND", [])]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Coded.Error("MC2008", () => ImageDecoder.Decode(path), "'huge.png'", "100000 x 100000");

        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Refuses_pixel_data_that_inflates_beyond_its_header()
    {
        using var folder = new DataFolder();
        var bomb = Png.Chunk("IDAT", Png.Deflate(new byte[50_000_000]));

        Coded.Error(
            "MC2008", () => ImageDecoder.Decode(folder.Write("bomb.png", [.. Png.Header(8, 8), .. bomb, .. Png.Chunk("IEND", [])])), "'bomb.png'", "inflates");
    }

    [TestMethod]
    public void Refuses_truncated_files_and_names_them()
    {
        using var folder = new DataFolder();
        var png = File.ReadAllBytes(Path.Combine(GoldenCases.Folder, "square.png"));
        foreach (var share in new[] { 0.02, 0.1, 0.5, 0.9, 0.999 })
        {
            Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("cut.jpg", Photo[..(int)(Photo.Length * share)])), "'cut.jpg'");
            Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("cut.png", png[..(int)(png.Length * share)])), "'cut.png'");
        }
    }

    [TestMethod]
    public void Refuses_damaged_pixel_data()
    {
        using var folder = new DataFolder();
        var png = File.ReadAllBytes(Path.Combine(GoldenCases.Folder, "square.png"));
        png.AsSpan(png.Length / 2, 200).Fill(0xAA);

        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("bad.png", png)), "'bad.png'", "damaged");
    }

    [TestMethod]
    public void Refuses_sizes_that_cannot_fit_into_the_file_without_taking_memory()
    {
        using var folder = new DataFolder();
        byte[] bmp = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 0, 32, 0, 0, 0, 32, 0, 0, 1, 0, 24, 0, .. new byte[28]];
        var jpeg = Photo;
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg[frame + 5] = jpeg[frame + 7] = 32;
        byte[] png = [.. Png.Header(8192, 8192), .. Png.Chunk("IDAT", Png.Deflate(new byte[100])), .. Png.Chunk("IEND", [])];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("a.bmp", bmp)), "8192 x 8192");
        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("a.jpg", jpeg)), "do not fit");
        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("a.png", png)), "do not fit");

        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Ends_on_a_JPEG_whose_first_segment_claims_more_than_the_file()
    {
        using var folder = new DataFolder();
        var bytes = Photo;
        bytes[4] = 0xFF;

        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("a.jpg", bytes)), "'a.jpg'");
    }

    [TestMethod]
    public void Ends_every_random_damage_in_pixels_or_a_coded_error()
    {
        using var folder = new DataFolder();
        var random = new Random(1);
        foreach (var name in new[] { "exif6.jpg", "stripes.png", "noise.png" })
        {
            var whole = File.ReadAllBytes(Path.Combine(GoldenCases.Folder, name));
            for (var round = 0; round < 60; round++)
            {
                var bytes = whole.ToArray();
                for (var change = 0; change < 8; change++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                try
                {
                    Assert.IsGreaterThan(0, ImageDecoder.Decode(folder.Write(name, bytes)).Pixels.Bytes.Length);
                }
                catch (ModelCompression.Diagnostics.UserErrorException error)
                {
                    Assert.AreEqual("MC2008", error.Diagnostic.Code);
                }
            }
        }
    }

    [TestMethod]
    public void Names_files_that_are_no_readable_image()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("a.png", "hello")), "'a.png'", "no JPEG");
        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("a.webp", "RIFF")), "convert it");
        Coded.Error("MC2008", () => ImageDecoder.Decode(folder.Write("empty.jpg", [])), "'empty.jpg'");
        Coded.Error("MC2003", () => ImageDecoder.Decode(folder.Write("b.png", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")), "git lfs pull");
        Coded.Error("MC2005", () => ImageDecoder.Decode(folder.PathOf("none.png")), "'none.png'");
    }
}
