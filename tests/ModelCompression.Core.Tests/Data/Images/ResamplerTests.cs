using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

/// <summary>What no golden tensor shows; those are in <see cref="GoldenTensorTests"/>.</summary>
[TestClass]
public sealed class ResamplerTests
{
    [TestMethod]
    [DataRow(nameof(ResizeFilter.Nearest))]
    [DataRow(nameof(ResizeFilter.Bilinear))]
    [DataRow(nameof(ResizeFilter.Bicubic))]
    [DataRow(nameof(ResizeFilter.Area))]
    [DataRow(nameof(ResizeFilter.Lanczos))]
    public void Resizes_each_channel_as_if_it_were_alone(string filter)
    {
        var bytes = new byte[37 * 23 * 3];
        new Random(1).NextBytes(bytes);
        var color = Resampler.Resize(new Pixels(37, 23, 3, bytes), 19, 41, Enum.Parse<ResizeFilter>(filter)).Bytes.ToArray();
        for (var channel = 0; channel < 3; channel++)
        {
            var alone = Resampler.Resize(new Pixels(37, 23, 1, Channel(bytes, channel)), 19, 41, Enum.Parse<ResizeFilter>(filter));

            CollectionAssert.AreEqual(Channel(color, channel), alone.Bytes.ToArray());
        }
    }

    [TestMethod]
    [DataRow(nameof(ResizeFilter.Bilinear))]
    [DataRow(nameof(ResizeFilter.Bicubic))]
    [DataRow(nameof(ResizeFilter.Lanczos))]
    public void Keeps_a_plain_colour(string filter)
    {
        var plain = Enumerable.Repeat((byte)201, 50 * 40).ToArray();

        var resized = Resampler.Resize(new Pixels(50, 40, 1, plain), 17, 90, Enum.Parse<ResizeFilter>(filter));

        Assert.IsTrue(resized.Bytes.ToArray().All(value => value == 201));
    }

    private static byte[] Channel(byte[] bytes, int channel) => [.. bytes.Where((_, i) => i % 3 == channel)];
}
