using ModelCompression.Data.Images;
using ModelCompression.Runtime.Images;
using StbImageSharp;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class ThumbnailTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void A_small_image_is_stored_as_it_is(int channels)
    {
        byte[] pixels = [.. Enumerable.Range(0, 5 * 4 * channels).Select(i => (byte)(i * 7))];

        var png = Thumbnail.Of(new DecodedImage(new Pixels(5, 4, channels, pixels), Orientation.Normal));

        var read = ImageResult.FromMemory(png, ColorComponents.Default);
        Assert.AreEqual((5, 4, channels), (read.Width, read.Height, (int)read.Comp));
        CollectionAssert.AreEqual(pixels, read.Data);
    }

    [TestMethod]
    [DataRow(200, 100, 96, 48)]
    [DataRow(100, 4000, 2, 96)]
    [DataRow(5000, 10, 96, 1)]
    public void A_large_image_shrinks_in_proportion(int width, int height, int smallWidth, int smallHeight)
    {
        var read = ImageResult.FromMemory(Thumbnail.Of(new DecodedImage(new Pixels(width, height, 1, new byte[width * height]), Orientation.Normal)), ColorComponents.Default);

        Assert.AreEqual((smallWidth, smallHeight), (read.Width, read.Height));
    }

    [TestMethod]
    public void It_stands_upright()
    {
        // 2 x 1, black and white, turned by a quarter clockwise: black comes to stand above white.
        var read = ImageResult.FromMemory(Thumbnail.Of(new DecodedImage(new Pixels(2, 1, 1, new byte[] { 0, 255 }), Orientation.RightTop)), ColorComponents.Default);

        Assert.AreEqual((1, 2), (read.Width, read.Height));
        CollectionAssert.AreEqual(new byte[] { 0, 255 }, read.Data);
    }
}
