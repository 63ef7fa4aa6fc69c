using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class FloatResamplerTests
{
    [TestMethod]
    [DataRow(nameof(ResizeFilter.Bilinear))]
    [DataRow(nameof(ResizeFilter.Bicubic))]
    [DataRow(nameof(ResizeFilter.Area))]
    [DataRow(nameof(ResizeFilter.Lanczos))]
    public void Is_within_two_roundings_and_the_clipping_of_the_8_bit_results(string filter)
    {
        var bytes = new byte[61 * 47 * 3];
        new Random(1).NextBytes(bytes);
        var image = new Pixels(61, 47, 3, bytes.Select(value => (byte)(64 + value / 2)).ToArray()); // no overshoot leaves 0 to 255

        var rounded = Resampler.Resize(image, 31, 29, Enum.Parse<ResizeFilter>(filter)).Bytes.ToArray();
        var exact = FloatResampler.Resize(FloatPixels.Of(image), 31, 29, Enum.Parse<ResizeFilter>(filter)).Values.ToArray();

        Assert.IsLessThanOrEqualTo(1.2f, rounded.Zip(exact, (one, other) => Math.Abs(one - other)).Max()); // 0.5 for each pass, a little more with negative weights
    }

    [TestMethod]
    public void Picks_the_same_neighbours_as_with_8_bits()
    {
        var bytes = new byte[61 * 47 * 3];
        new Random(1).NextBytes(bytes);
        var image = new Pixels(61, 47, 3, bytes);

        var floats = FloatResampler.Resize(FloatPixels.Of(image), 31, 59, ResizeFilter.Nearest).Values.ToArray();

        CollectionAssert.AreEqual(Resampler.Resize(image, 31, 59, ResizeFilter.Nearest).Bytes.ToArray().Select(value => (float)value).ToArray(), floats);
    }

    [TestMethod]
    public void Does_not_clip_what_overshoots()
    {
        var step = FloatPixels.Of(new Pixels(4, 1, 1, new byte[] { 0, 0, 255, 255 }));

        var larger = FloatResampler.Resize(step, 16, 1, ResizeFilter.Bicubic).Values.ToArray();

        Assert.IsLessThan(-1f, larger.Min());
        Assert.IsGreaterThan(256f, larger.Max());
    }
}
