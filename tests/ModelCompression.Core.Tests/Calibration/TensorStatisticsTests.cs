using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class TensorStatisticsTests
{
    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void A_tensor_that_is_not_finite_has_no_range(float value)
    {
        var statistics = Statistics.Of([1, value], [2]);

        Assert.IsFalse(statistics.HasRange);
        Assert.IsFalse(statistics.IsFinite);
    }

    [TestMethod]
    public void Nothing_seen_is_no_range() => Assert.IsFalse(Statistics.Of([], []).HasRange);

    [TestMethod]
    public void Extremes_are_those_of_all_samples_and_means_those_of_the_samples()
    {
        var statistics = Statistics.Of([1, -3], [], [5, 2]);

        Assert.AreEqual(new ActivationRange(-3, 5), statistics.Extremes);
        Assert.AreEqual(new ActivationRange(-0.5f, 3), statistics.MeanExtremes);
        Assert.AreEqual(2, statistics.Samples);
        Assert.AreEqual(4, statistics.Histogram?.Total);
    }

    [TestMethod]
    public void Without_histogram_there_is_none() => Assert.IsNull(new TensorStatistics(withHistogram: false).Histogram);
}
