using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class StepRunnerTests
{
    [TestMethod]
    [DataRow(nameof(ResizeMode.Shortest), 500, 375, 256, 341, 256)]
    [DataRow(nameof(ResizeMode.Shortest), 375, 500, 256, 256, 341)]
    [DataRow(nameof(ResizeMode.Shortest), 300, 300, 256, 256, 256)]
    [DataRow(nameof(ResizeMode.Longest), 500, 375, 256, 256, 192)]
    [DataRow(nameof(ResizeMode.Longest), 1, 1000, 256, 1, 256)]
    [DataRow(nameof(ResizeMode.Stretch), 500, 375, 256, 256, 256)]
    public void Finds_the_size(string mode, int width, int height, int size, int expectedWidth, int expectedHeight)
    {
        var step = new ResizeStep(Enum.Parse<ResizeMode>(mode), new PixelSize(size, size), ResizeFilter.Nearest, true, ResizePrecision.UInt8, [0], PadAlign.Center);

        var result = StepRunner.Apply(step, new Pixels(width, height, 1, new byte[width * height]));

        Assert.AreEqual((expectedWidth, expectedHeight), (result.Width, result.Height));
    }

    [TestMethod]
    [DataRow(nameof(PadAlign.Center), "...|123|...")]
    [DataRow(nameof(PadAlign.TopLeft), "123|...|...")]
    public void Letterboxes_with_the_given_colour(string align, string expected)
    {
        var step = new ResizeStep(ResizeMode.Letterbox, new PixelSize(3, 3), ResizeFilter.Bilinear, true, ResizePrecision.UInt8, [9], Enum.Parse<PadAlign>(align));

        Assert.AreEqual(expected, Rows(StepRunner.Apply(step, new Pixels(3, 1, 1, new byte[] { 1, 2, 3 }))));
    }

    [TestMethod]
    [DataRow(2, 1, "12")]
    [DataRow(1, 1, "2")]
    [DataRow(5, 3, "00000|01230|00000")]
    [DataRow(4, 2, "1230|0000")]
    public void Crops_the_centre_and_pads_with_0(int width, int height, string expected) =>
        Assert.AreEqual(expected, Rows(StepRunner.Apply(new CenterCropStep(new PixelSize(width, height)), new Pixels(3, 1, 1, new byte[] { 1, 2, 3 }))));

    [TestMethod]
    public void Pads_to_at_least_the_size()
    {
        var step = new PadStep(new PixelSize(2, 2), [9], PadAlign.TopLeft);

        Assert.AreEqual("123|...", Rows(StepRunner.Apply(step, new Pixels(3, 1, 1, new byte[] { 1, 2, 3 }))));
    }

    [TestMethod]
    public void Knows_the_size_in_advance_only_when_it_is_the_same_for_every_image()
    {
        var shortest = new ResizeStep(ResizeMode.Shortest, new PixelSize(4, 4), ResizeFilter.Nearest, true, ResizePrecision.UInt8, [0], PadAlign.Center);
        var crop = new CenterCropStep(new PixelSize(2, 3));

        Assert.IsNull(StepRunner.FixedSize([]));
        Assert.IsNull(StepRunner.FixedSize([shortest]));
        Assert.IsNull(StepRunner.FixedSize([crop, shortest]));
        Assert.AreEqual(new PixelSize(2, 3), StepRunner.FixedSize([shortest, crop]));
        Assert.AreEqual(new PixelSize(5, 3), StepRunner.FixedSize([crop, new PadStep(new PixelSize(5, 1), [0], PadAlign.Center)]));
    }

    private static string Rows(ImageSamples image) => Rows((Pixels)image);

    private static string Rows(Pixels image) => string.Join(
        '|', Enumerable.Range(0, image.Height).Select(row => string.Concat(image.Bytes.ToArray().Skip(row * image.Width).Take(image.Width)).Replace('9', '.')));
}
