using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

/// <summary>What no golden tensor shows; those are in <see cref="GoldenTensorTests"/>.</summary>
[TestClass]
public sealed class OpenCvResamplerTests
{
    [TestMethod]
    [DataRow(nameof(ResizeFilter.Nearest), 30, 20)]
    [DataRow(nameof(ResizeFilter.Bilinear), 30, 20)]
    [DataRow(nameof(ResizeFilter.Bicubic), 90, 70)]
    [DataRow(nameof(ResizeFilter.Area), 30, 20)]
    [DataRow(nameof(ResizeFilter.Area), 90, 20)]
    public void Resizes_each_channel_as_if_it_were_alone(string filter, int width, int height)
    {
        var bytes = new byte[37 * 23 * 3];
        new Random(1).NextBytes(bytes);
        var color = OpenCvResampler.Resize(new Pixels(37, 23, 3, bytes), width, height, Enum.Parse<ResizeFilter>(filter)).Bytes.ToArray();
        for (var channel = 0; channel < 3; channel++)
        {
            var alone = OpenCvResampler.Resize(new Pixels(37, 23, 1, Channel(bytes, channel)), width, height, Enum.Parse<ResizeFilter>(filter));

            CollectionAssert.AreEqual(Channel(color, channel), alone.Bytes.ToArray());
        }
    }

    private static byte[] Channel(byte[] bytes, int channel) => [.. bytes.Where((_, i) => i % 3 == channel)];
}
