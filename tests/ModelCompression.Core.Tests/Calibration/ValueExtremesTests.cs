using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class ValueExtremesTests
{
    [TestMethod]
    public void Equal_those_of_the_plain_loop_at_every_length()
    {
        for (var length = 1; length < 80; length++)
        {
            var values = Statistics.Random(length, length);
            Assert.AreEqual((values.Min(), values.Max()), ValueExtremes.Of(values), $"length {length}");
        }
    }

    [TestMethod]
    public void A_value_that_is_no_number_is_seen_wherever_it_is()
    {
        for (var length = 1; length < 50; length++)
        {
            for (var position = 0; position < length; position++)
            {
                var values = Statistics.Random(length, length);
                values[position] = float.NaN;
                var (min, max) = ValueExtremes.Of(values);
                Assert.IsTrue(float.IsNaN(min) && float.IsNaN(max), $"{position} of {length}");
            }
        }
    }

    [TestMethod]
    public void Infinities_are_extremes()
    {
        for (var position = 0; position < 35; position++)
        {
            var values = new float[35];
            values[position] = float.NegativeInfinity;
            values[34 - position] = position == 17 ? float.NegativeInfinity : float.PositiveInfinity;
            var (min, max) = ValueExtremes.Of(values);
            Assert.AreEqual(float.NegativeInfinity, min);
            Assert.AreEqual(position == 17 ? 0 : float.PositiveInfinity, max);
        }
    }
}
