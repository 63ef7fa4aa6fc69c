using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class RowComparisonTests
{
    [TestMethod]
    public void Distributions_are_compared_as_they_are()
    {
        // 0.5 ln(0.5 / 0.25) + 0.5 ln(0.5 / 0.75)
        Assert.AreEqual((0.5 * Math.Log(2)) + (0.5 * Math.Log(2.0 / 3)), Divergence([0.25, 0.75], [0.5, 0.5]), 1e-12);
        Assert.AreEqual(Math.Log(2), Divergence([0.5, 0.5], [1, 0]), 1e-12);
    }

    [TestMethod]
    public void Other_rows_become_distributions_by_softmax()
    {
        // softmax(0, ln 3) = (1/4, 3/4), softmax(ln 1, ln 1) = (1/2, 1/2)
        Assert.AreEqual((0.5 * Math.Log(2)) + (0.5 * Math.Log(2.0 / 3)), Divergence([0, Math.Log(3)], [0, 0]), 1e-12);
        Assert.AreEqual(Divergence([0, Math.Log(3)], [0, 0]), Divergence([1000, 1000 + Math.Log(3)], [-2000, -2000]), 1e-12);
    }

    /// <summary>One of two rows is a distribution by chance only: both are logits.</summary>
    [TestMethod]
    public void Both_are_taken_as_they_are_or_neither() => Assert.AreEqual((0.5 * Math.Log(2)) + (0.5 * Math.Log(2.0 / 3)), Divergence([0, Math.Log(3)], [0.5, 0.5]), 1e-12);

    [TestMethod]
    public void Equal_rows_do_not_diverge() => Assert.AreEqual(0, Divergence([0.1, 0.7, 0.2], [0.1, 0.7, 0.2]));

    [TestMethod]
    public void A_probability_that_was_rounded_to_zero_counts_as_one_in_a_trillion() => Assert.AreEqual(Math.Log(1e12), Divergence([0, 1], [1, 0]), 1e-9);

    [TestMethod]
    public void Rows_are_averaged()
    {
        var rows = new RowComparison(divergence: true);
        rows.Add([0.5, 0.5], [1, 0]);
        rows.Add([0.5, 0.5], [0.5, 0.5]);

        Assert.AreEqual(Math.Log(2) / 2, rows.Divergence ?? -1, 1e-12);
    }

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Rows_with_what_is_no_score_are_left_out(double value) => Assert.IsNull(Compare([0, value], [0, 1]).Divergence);

    /// <summary>What a model masks: exp(-infinity) is a probability of 0.</summary>
    [TestMethod]
    public void Masked_scores_have_no_probability() => Assert.AreEqual(Divergence([0, Math.Log(3)], [0, 0]), Divergence([0, Math.Log(3), double.NegativeInfinity], [0, 0, double.NegativeInfinity]), 1e-12);

    [TestMethod]
    public void Nothing_diverges_unless_asked_for()
    {
        var rows = new RowComparison(divergence: false);
        rows.Add([0.5, 0.5], [1, 0]);

        Assert.IsNull(rows.Divergence);
        Assert.AreEqual(1, rows.Rows);
    }

    [TestMethod]
    public void The_top_five_are_compared_whatever_their_order()
    {
        var rows = Compare([5, 4, 3, 2, 0, 1, 0], [1, 2, 3, 4, 5, 0, 0]);

        Assert.AreEqual((5, 4), (rows.TopElements, rows.TopShared));
        Assert.AreEqual((1, 0), (rows.Rows, rows.Agreeing));
    }

    [TestMethod]
    public void Rows_of_five_have_the_same_top_five_always_and_so_do_not_count() => Assert.AreEqual(0, Compare([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]).TopElements);

    private static double Divergence(double[] actual, double[] expected) => Compare(actual, expected).Divergence ?? throw new AssertFailedException("There is no divergence.");

    private static RowComparison Compare(double[] actual, double[] expected)
    {
        var rows = new RowComparison(divergence: true);
        rows.Add(actual, expected);
        return rows;
    }
}
