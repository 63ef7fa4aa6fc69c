using ModelCompression.Analysis;
using ModelCompression.Quantization;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class ActivationParametersTests
{
    [TestMethod]
    public void Every_value_of_the_range_comes_back_within_one_step()
    {
        var random = new Random(3);
        for (var i = 0; i < 1_000; i++)
        {
            var (a, b) = ((random.NextSingle() - 0.5f) * 20, (random.NextSingle() - 0.5f) * 20);
            var range = new ActivationRange(MathF.Min(a, b), MathF.Max(a, b));
            var (scale, zeroPoint, _) = ActivationParameters.For(range);
            foreach (var value in new[] { range.Min, range.Max, 0, (range.Min + range.Max) / 2 })
            {
                var quantized = Math.Clamp(Math.Round(value / (double)scale) + zeroPoint, 0, 255);
                Assert.AreEqual(value, (quantized - zeroPoint) * scale, value == 0 ? 0 : scale * 1.001, $"{range}");
            }
        }
    }

    [TestMethod]
    [DataRow(ElementType.Int8, true, 2f / 127, 128)]
    [DataRow(ElementType.UInt8, true, 2f / 127, 128)]
    [DataRow(ElementType.UInt16, false, 3f / 65535, 21845)]
    [DataRow(ElementType.Int16, true, 2f / 32767, 32768)]
    public void Each_grid_has_its_scale_and_zero_point(ElementType element, bool symmetric, float scale, int zeroPoint)
    {
        var parameters = ActivationParameters.For(new ActivationRange(-1, 2), new ActivationGrid(element, symmetric));

        Assert.AreEqual(scale, parameters.Scale, 1e-9f);
        Assert.AreEqual(zeroPoint, parameters.ZeroPoint);
    }

    [TestMethod]
    [DataRow(0f, 0f)]
    [DataRow(0f, 1e-44f)]
    public void A_range_without_extent_has_a_usable_scale(float min, float max) => Assert.AreEqual(
        new ActivationParameters(1f / 255, 0), ActivationParameters.For(new ActivationRange(min, max)));

    [TestMethod]
    [DataRow(0f, 6f)]
    [DataRow(-1f, 1f)]
    [DataRow(0f, float.PositiveInfinity)]
    [DataRow(-0.3f, 0.7f)]
    public void The_representable_interval_lies_within_the_bounds(float low, float high)
    {
        var random = new Random(4);
        for (var i = 0; i < 200; i++)
        {
            var range = new ActivationRange(-random.NextSingle() * 10, random.NextSingle() * 10);
            var (scale, zeroPoint, _) = ActivationParameters.Within(range, low, high);

            Assert.IsGreaterThanOrEqualTo(low, (0 - zeroPoint) * scale);
            Assert.IsLessThanOrEqualTo(high, (255 - zeroPoint) * scale);
            Assert.IsGreaterThan(0f, scale);
        }
    }
}
