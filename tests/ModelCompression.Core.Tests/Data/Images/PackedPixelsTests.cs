using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class PackedPixelsTests
{
    [TestMethod]
    [DataRow(nameof(PixelFormat.Rgb), 0, "1 2 3 4 5 6 7 8 9 10 11 12", "1 2 3 4 5 6 7 8 9 10 11 12")]
    [DataRow(nameof(PixelFormat.Bgr), 0, "1 2 3 4 5 6 7 8 9 10 11 12", "3 2 1 6 5 4 9 8 7 12 11 10")]
    [DataRow(nameof(PixelFormat.Rgba), 0, "1 2 3 0 4 5 6 0 7 8 9 0 10 11 12 0", "1 2 3 4 5 6 7 8 9 10 11 12")]
    [DataRow(nameof(PixelFormat.Bgra), 9, "1 2 3 0 4 5 6 0 99 7 8 9 0 10 11 12 0", "3 2 1 6 5 4 9 8 7 12 11 10")]
    [DataRow(nameof(PixelFormat.Gray), 4, "1 2 99 99 3 4", "1 2 3 4")]
    [DataRow(nameof(PixelFormat.Gray), 0, "1 2 3 4 99 99", "1 2 3 4")]
    public void Copies_the_channels_of_two_by_two_pixels(string format, int stride, string bytes, string expected)
    {
        var image = PackedPixels.Unpack(Bytes(bytes), 2, 2, Enum.Parse<PixelFormat>(format), stride);

        Assert.AreEqual((2, 2, format == nameof(PixelFormat.Gray) ? 1 : 3), (image.Width, image.Height, image.Channels));
        Assert.AreEqual(expected, string.Join(' ', image.Bytes.ToArray()));
    }

    [TestMethod]
    [DataRow(0, 2, PixelFormatRgb, 0, 12, "The image has 0 x 2 pixels")]
    [DataRow(2, -1, PixelFormatRgb, 0, 12, "The image has 2 x -1 pixels")]
    [DataRow(2, 2, PixelFormatRgb, 5, 12, "A row of 2 pixels has 6 bytes; the stride is 5.")]
    [DataRow(2, 2, PixelFormatRgb, -6, 12, "the stride is -6.")]
    [DataRow(2, 2, PixelFormatRgb, 0, 11, "An image of 2 x 2 pixels, 3 bytes each and 6 a row, has more than the 11 bytes given.")]
    [DataRow(2, 2, PixelFormatRgb, 7, 12, "3 bytes each and 7 a row, has more than the 12 bytes given.")]
    [DataRow(int.MaxValue, int.MaxValue, PixelFormatRgb, 0, 12, "more than the 12 bytes given.")]
    [DataRow(2, 2, 5, 0, 100, "5 is no format of pixels.")]
    public void Refuses_what_is_no_image(int width, int height, int format, int stride, int count, string part)
    {
        var problem = Assert.Throws<ArgumentException>(() => PackedPixels.Unpack(new byte[count], width, height, (PixelFormat)format, stride));

        Assert.Contains(part, problem.Message);
    }

    private const int PixelFormatRgb = (int)PixelFormat.Rgb;

    private static byte[] Bytes(string text) => [.. text.Split(' ').Select(byte.Parse)];
}
