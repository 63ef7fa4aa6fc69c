using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class IntegerBiasTests
{
    [TestMethod]
    public void Sums_of_33000_largest_products_stay_within_32_bits() => Assert.IsLessThanOrEqualTo(int.MaxValue, IntegerBias.Largest + (33_000L * 255 * 127));

    [TestMethod]
    [DataRow(1e5f, 0.01f)]
    [DataRow(-3e38f, 1e-3f)]
    public void With_the_smallest_scale_a_bias_and_a_little_more_can_be_stored(float bias, float inputScale)
    {
        var step = (double)inputScale * IntegerBias.SmallestWeightScale(bias, inputScale);

        Assert.AreEqual(bias, IntegerBias.Quantize(bias, step) * step, step);
        Assert.AreEqual(1.005 * bias, IntegerBias.Quantize(1.005 * bias, step) * step, step);
    }

    [TestMethod]
    [DataRow(1e30, IntegerBias.Largest)]
    [DataRow(-1e30, -IntegerBias.Largest)]
    [DataRow(2.5, 2)]
    [DataRow(3.5, 4)]
    public void Rounds_half_to_even_and_stops_at_the_largest(double value, int expected) => Assert.AreEqual(expected, IntegerBias.Quantize(value, 1));
}
