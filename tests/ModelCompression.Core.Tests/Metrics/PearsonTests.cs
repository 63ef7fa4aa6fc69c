using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class PearsonTests
{
    /// <summary>Cosines 1, 0.6, 0 and scores 5, 4, 0: deviations 7/15, 1/15, -8/15 and 2, 1, -3.</summary>
    [TestMethod]
    public void Value_is_the_linear_correlation_of_cosines_and_scores()
    {
        var accumulator = EmbeddingPairs.Of(new Pearson(), ([1, 0], 5), ([3, 4], 4), ([0, 1], 0));

        Assert.AreEqual((14 + 1 + 24) / 15.0 / Math.Sqrt((49 + 1 + 64) / 225.0 * 14), accumulator.Value, 1e-7);
    }

    [TestMethod]
    public void A_straight_line_is_one() => Assert.AreEqual(1, EmbeddingPairs.Of(new Pearson(), ([1, 0], 2), ([3, 4], 1.6), ([0, 1], 1)).Value, 1e-7);

    [TestMethod]
    public void Equal_cosines_tell_nothing() => Assert.IsTrue(double.IsNaN(EmbeddingPairs.Of(new Pearson(), ([1, 0], 1), ([2, 0], 2)).Value));
}
