using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class EntropyCalibratorTests
{
    [TestMethod]
    public void A_lone_outlier_is_cut_off()
    {
        var bulk = Enumerable.Range(1, 99_999).Select(i => MathF.Sqrt(-2 * MathF.Log(i * 1e-5f))); // half of a bell, up to 4.8
        var range = new EntropyCalibrator().RangeOf(Statistics.Of([.. bulk, 40f]), IntegerGrid.AsymmetricU8);

        Assert.IsLessThan(6f, range.Max);
        Assert.IsGreaterThan(2f, range.Max);
    }

    [TestMethod]
    public void Evenly_spread_values_keep_their_range()
    {
        var range = new EntropyCalibrator().RangeOf(Statistics.Of([.. Enumerable.Range(0, 100_000).Select(i => i * 1e-5f)]), IntegerGrid.AsymmetricU8);

        Assert.AreEqual(1, range.Max, 0.01);
    }

    [TestMethod]
    public void Many_thresholds_are_tried_on_heavy_tails()
    {
        var chosen = Enumerable.Range(0, 20).Select(seed =>
        {
            var statistics = Statistics.Of(Statistics.Random(seed, 5_000));
            return new EntropyCalibrator().RangeOf(statistics, IntegerGrid.AsymmetricU8).Max / statistics.Extremes.Max;
        });

        Assert.IsGreaterThan(10, chosen.Distinct().Count());
    }

    [TestMethod]
    public void Fewer_bins_than_levels_keep_the_extremes()
    {
        var range = new EntropyCalibrator().RangeOf(Statistics.Of([2f, 2f]), IntegerGrid.AsymmetricU8);

        Assert.AreEqual(new ActivationRange(2, 2), range);
    }
}
