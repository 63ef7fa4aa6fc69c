using ModelCompression.Gating;
using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Gating;

[TestClass]
public sealed class DropIntervalTests
{
    [TestMethod]
    public void Counts_give_score_bounds_and_the_exact_test()
    {
        var interval = DropInterval.Of(Results.Of("Top1", Direction.Higher, 0.8, 0.78, 1000, new SuccessCounts(800, 780, 20, 0)), 0.95) ?? throw new AssertFailedException("An interval was expected.");

        Assert.AreEqual(0.0139084796591543, interval.Lower, 1e-12);
        Assert.AreEqual(0.0286818338510158, interval.Upper, 1e-12);
        Assert.AreEqual(2 / Math.Pow(2, 20), interval.McNemar ?? 0, 1e-18);
    }

    [TestMethod]
    public void Quantiles_give_percentiles()
    {
        var result = Results.Of("F1", Direction.Higher, 0.8, 0.79, 500, null) with { DropQuantiles = [0, 1, 2, 3, 4] };

        Assert.AreEqual(new DropInterval(0.2, 3.8, 0.95), Rounded(DropInterval.Of(result, 0.95)));
        Assert.AreEqual(new DropInterval(1, 3, 0.75), Rounded(DropInterval.Of(result, 0.75)));
    }

    [TestMethod]
    public void Nothing_drawn_is_no_interval() => Assert.IsNull(DropInterval.Of(Results.Of("F1", Direction.Higher, 0.8, 0.79, 500, null), 0.95));

    [TestMethod]
    [DataRow(0.01, 0.02, 8000L, DisplayName = "half of the distance: four times the samples")]
    [DataRow(0.02, 0.02, null)]
    public void Samples_that_would_decide_grow_with_the_square_of_the_distance(double drop, double limit, long? expected)
    {
        var result = Results.Of("F1", Direction.Higher, 0.8, 0.8 - drop, 2000, null) with { DropQuantiles = [.. Enumerable.Range(0, 1001).Select(k => drop + ((k - 500) * 0.02 / 450))] };

        Assert.AreEqual(expected, DropInterval.SamplesToDecide(result, limit, 0.95));
    }

    private static DropInterval? Rounded(DropInterval? interval) => interval is null ? null : interval with { Lower = Math.Round(interval.Lower, 9), Upper = Math.Round(interval.Upper, 9) };
}
