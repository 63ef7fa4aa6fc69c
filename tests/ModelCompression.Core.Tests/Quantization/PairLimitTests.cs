using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class PairLimitTests
{
    [TestMethod]
    public void Limit_is_the_largest_sum_that_fits_in_16_bits_for_every_activation_bound()
    {
        for (var largest = 1; largest <= byte.MaxValue; largest++)
        {
            var limit = PairLimit.For(largest);

            Assert.IsLessThanOrEqualTo(short.MaxValue, largest * limit, $"bound {largest}");
            Assert.IsGreaterThan(short.MaxValue, largest * (limit + 1), $"bound {largest}");
        }
    }

    [TestMethod]
    public void Any_activation_gives_128() => Assert.AreEqual(128, PairLimit.FullRange);

    [TestMethod]
    public void Activations_that_are_always_zero_have_a_limit_too() => Assert.AreEqual(short.MaxValue, PairLimit.For(0));
}
