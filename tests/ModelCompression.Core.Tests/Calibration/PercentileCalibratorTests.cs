using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class PercentileCalibratorTests
{
    [TestMethod]
    public void Cuts_the_share_off_at_either_end_to_within_a_bin()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var values = Statistics.Random(seed, 20_000);
            var statistics = Statistics.Of(values);
            var range = new PercentileCalibrator(0.01).RangeOf(statistics, IntegerGrid.AsymmetricU8);
            var sorted = values.Order().ToArray();
            var bin = statistics.Histogram?.Width ?? 0;
            Assert.AreEqual(sorted[200], range.Min, bin * 1.01 + Math.Abs(sorted[200] - sorted[199]), $"seed {seed}");
            Assert.AreEqual(sorted[19_800], range.Max, bin * 1.01 + Math.Abs(sorted[19_800] - sorted[19_799]), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Zero_after_Relu_stays_the_lower_end()
    {
        var range = new PercentileCalibrator(0.01).RangeOf(Statistics.Of(Statistics.Random(1, 10_000, oneSided: true)), IntegerGrid.AsymmetricU8);

        Assert.AreEqual(0, range.Min, range.Max * 1e-3);
        Assert.IsGreaterThan(0, range.Max);
    }

    [TestMethod]
    public void Few_values_are_all_inside_to_within_a_bin()
    {
        var range = new PercentileCalibrator().RangeOf(Statistics.Of([-1, 0, 2]), IntegerGrid.AsymmetricU8);

        Assert.AreEqual(-1, range.Min, 1e-3);
        Assert.AreEqual(2, range.Max, 1e-3);
    }
}
