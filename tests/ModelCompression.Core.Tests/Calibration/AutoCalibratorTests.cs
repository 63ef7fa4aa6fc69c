using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class AutoCalibratorTests
{
    [TestMethod]
    public void Every_other_calibrator_is_a_candidate_with_its_own_range()
    {
        var statistics = Statistics.Of(Statistics.Random(1, 3_000));
        var candidates = new AutoCalibrator().Candidates(statistics, IntegerGrid.AsymmetricU8);
        var others = new Catalog().Of<ICalibrator>().Where(entry => entry.Id != "Auto").ToList();

        CollectionAssert.AreEquivalent(others.Select(entry => entry.Id).ToArray(), candidates.Keys.ToArray());
        foreach (var entry in others)
        {
            Assert.AreEqual(entry.Create<ICalibrator>().RangeOf(statistics, IntegerGrid.AsymmetricU8), candidates[entry.Id], entry.Id);
        }
    }

    [TestMethod]
    public void The_range_is_the_candidate_named_best()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var statistics = Statistics.Of(Statistics.Random(seed, 3_000));
            var candidates = new AutoCalibrator().Candidates(statistics, IntegerGrid.AsymmetricU8);
            var best = AutoCalibrator.Best(statistics, IntegerGrid.AsymmetricU8, candidates);

            Assert.AreEqual(candidates[best], new AutoCalibrator().RangeOf(statistics, IntegerGrid.AsymmetricU8), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Of_equal_candidates_the_first_is_taken()
    {
        var statistics = Statistics.Of([1f, 1f]);

        Assert.AreEqual("MinMax", AutoCalibrator.Best(statistics, IntegerGrid.AsymmetricU8, new AutoCalibrator().Candidates(statistics, IntegerGrid.AsymmetricU8)));
    }

    [TestMethod]
    public void A_grid_of_16_bits_holds_all_values()
    {
        var statistics = Statistics.Of(Statistics.Random(1, 3_000));

        Assert.AreEqual(statistics.Extremes, new AutoCalibrator().RangeOf(statistics, new IntegerGrid(0, ushort.MaxValue, Symmetric: false)));
        Assert.AreNotEqual(statistics.Extremes, new AutoCalibrator().RangeOf(statistics, IntegerGrid.Weights(4))); // a coarse one does not
    }
}
