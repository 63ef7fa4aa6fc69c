using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class MseCalibratorTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void No_pair_of_ends_is_better_by_more_than_two_percent(bool oneSided)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var statistics = Statistics.Of(Statistics.Random(seed, 4_000, oneSided));
            var sums = HistogramSums.Of(statistics);
            var range = new MseCalibrator().RangeOf(statistics, IntegerGrid.AsymmetricU8);
            var found = sums.QuantizationError(range.Min, range.Max, IntegerGrid.AsymmetricU8);
            var best = double.PositiveInfinity;
            for (var i = 1; i <= 100; i++)
            {
                for (var j = 1; j <= 100; j++)
                {
                    best = Math.Min(best, sums.QuantizationError(i * 0.01 * Math.Min(0, statistics.Extremes.Min), j * 0.01 * Math.Max(0, statistics.Extremes.Max), IntegerGrid.AsymmetricU8));
                }
            }

            Assert.IsLessThanOrEqualTo(best * 1.02, found, $"seed {seed}");
        }
    }

    [TestMethod]
    public void Few_levels_clip_more_than_many()
    {
        var statistics = Statistics.Of(Statistics.Random(4, 20_000));
        var wide = new MseCalibrator().RangeOf(statistics, IntegerGrid.Weights(8));
        var narrow = new MseCalibrator().RangeOf(statistics, IntegerGrid.Weights(4));

        Assert.IsLessThan(Reach(wide) * 0.8, Reach(narrow));
    }

    private static double Reach(ActivationRange range) => Math.Max(-range.Min, range.Max);
}
