using ModelCompression.Inference;
using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class NdcgAt10Tests
{
    /// <summary>
    /// b (2) in place 2 and d (1) in place 4: 2 / log2(3) + 1 / log2(5) = 1.261860 + 0.430677; the best order has 2 + 1 / log2(3) = 2.630930. Together 0.643322.
    /// </summary>
    [TestMethod]
    public void Value_follows_graded_relevance_by_hand()
    {
        var value = Searches.Of(new NdcgAt10(), ("q", [1, 0], [("b", 2), ("d", 1)])).Value;

        Assert.AreEqual(((2 / Math.Log2(3)) + (1 / Math.Log2(5))) / (2 + (1 / Math.Log2(3))), value, 1e-12);
        Assert.AreEqual(0.643322, value, 1e-6);
    }

    /// <summary>The queries (1, 0), (0, 1) and (-1, 0) find a, c and d first.</summary>
    [TestMethod]
    public void Queries_are_averaged()
    {
        var value = Searches.Of(new NdcgAt10(), ("q", [1, 0], [("a", 1)]), ("r", [0, 1], [("c", 1)]), ("s", [-1, 0], [("a", 1)])).Value;

        Assert.AreEqual((1 + 1 + (1 / Math.Log2(5))) / 3, value, 1e-12);
    }

    [TestMethod]
    public void The_best_order_is_worth_one() => Assert.AreEqual(1, Searches.Of(new NdcgAt10(), ("q", [1, 0], [("a", 3), ("b", 2), ("c", 1)])).Value, 1e-12);

    /// <summary>Twelve relevant documents: only ten have a place in the best order.</summary>
    [TestMethod]
    public void Places_beyond_the_tenth_are_worth_nothing()
    {
        var documents = Enumerable.Range(0, 12).Select(i => ($"d{i}", new float[] { 20 - i, i })).ToArray();
        var relevant = documents.Select(document => (document.Item1, 1)).ToArray();

        Assert.AreEqual(1, Searches.Of(new NdcgAt10(), documents, [("q", [1, 0], relevant)]).Value, 1e-12);
        Assert.AreEqual(0, Searches.Of(new NdcgAt10(), documents, [("q", [1, 0], [("d10", 1), ("d11", 5)])]).Value);
    }

    /// <summary>A relevant document that is not among the samples is missed.</summary>
    [TestMethod]
    public void The_best_order_counts_all_relevant_documents() =>
        Assert.AreEqual(1 / (1 + (1 / Math.Log2(3))), Searches.Of(new NdcgAt10(), ("q", [1, 0], [("a", 1), ("elsewhere", 1)])).Value, 1e-12);

    [TestMethod]
    public void Draws_are_of_queries()
    {
        var accumulator = Searches.Of(new NdcgAt10(), ("q", [1, 0], [("a", 1)]), ("r", [-1, 0], [("a", 1)]));

        Assert.AreEqual(2, accumulator.Count);
        Assert.AreEqual(1, accumulator.Weighted([2, 0]), 1e-12);
        Assert.AreEqual(1 / Math.Log2(5), accumulator.Weighted([0, 5]), 1e-12);
        Assert.IsEmpty(accumulator.PerSample);
    }

    [TestMethod]
    public void Value_without_queries_is_not_a_number() => Assert.IsTrue(double.IsNaN(Searches.Of(new NdcgAt10()).Value));

    [TestMethod]
    public void It_is_better_when_higher_and_at_most_one() => Assert.AreEqual((Direction.Higher, 1.0, LabelKind.Relevance), (((IMetric)new NdcgAt10()).Better, new NdcgAt10().Bound, new NdcgAt10().Needs));
}
