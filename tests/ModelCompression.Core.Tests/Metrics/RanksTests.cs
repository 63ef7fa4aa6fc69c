using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class RanksTests
{
    [TestMethod]
    public void Equal_values_share_the_mean_of_their_ranks() =>
        CollectionAssert.AreEqual((double[])[6, 1, 3, 3, 3, 5], Ranks.Of([9, -1, 2, 2, 2, 7]));

    [TestMethod]
    public void No_values_have_no_ranks() => Assert.IsEmpty(Ranks.Of([]));

    /// <summary>Without ties the correlation is 1 - 6 sum d^2 / (n (n^2 - 1)); here the differences of ranks are 0, 1, -1, 1, -1.</summary>
    [TestMethod]
    public void Correlation_without_ties_follows_the_short_formula() =>
        Assert.AreEqual(1 - (6 * 4 / 120.0), Ranks.Correlation([1, 3, 2, 5, 4], [10, 20, 30, 40, 50]), 1e-12);

    [TestMethod]
    public void Correlation_does_not_depend_on_the_order_of_the_pairs() =>
        Assert.AreEqual(Ranks.Correlation([1, 2, 2, 4], [5, 5, 6, 7]), Ranks.Correlation([4, 2, 1, 2], [7, 6, 5, 5]));

    [TestMethod]
    [DataRow(new double[] { 1, 1, 1 })]
    [DataRow(new double[] { 1, double.NaN, 2 })]
    public void Correlation_without_an_order_is_not_a_number(double[] values) => Assert.IsTrue(double.IsNaN(Ranks.Correlation(values, [1, 2, 3])));

    [TestMethod]
    public void Weights_count_pairs_more_than_once_or_not_at_all()
    {
        double[] left = [0.3, 0.1, 0.1, 0.9, 0.5], right = [1, 2, 2, 5, 4];
        int[] weights = [2, 1, 3, 0, 1];
        var repeated = weights.SelectMany((weight, i) => Enumerable.Repeat(i, weight)).ToArray();

        Assert.AreEqual(
            Ranks.Correlation([.. repeated.Select(i => left[i])], [.. repeated.Select(i => right[i])]),
            Ranks.Correlation(Ranks.Order(left), Ranks.Order(right), weights), 1e-12);
    }
}
