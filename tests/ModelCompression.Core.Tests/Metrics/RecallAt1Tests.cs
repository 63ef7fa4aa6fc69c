using ModelCompression.Inference;
using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class RecallAt1Tests
{
    [TestMethod]
    public void Value_is_the_share_of_relevant_documents_found_first()
    {
        Assert.AreEqual(1, Searches.Of(new RecallAt1(), ("q", [1, 0], [("a", 1)])).Value);
        Assert.AreEqual(0.5, Searches.Of(new RecallAt1(), ("q", [1, 0], [("a", 2), ("c", 1)])).Value);
        Assert.AreEqual(0, Searches.Of(new RecallAt1(), ("q", [1, 0], [("b", 1)])).Value);
    }

    [TestMethod]
    public void Of_equal_documents_the_first_is_found_first()
    {
        (string, float[])[] documents = [("far", [0, 1]), ("first", [2, 2]), ("second", [1, 1])];

        Assert.AreEqual(1, Searches.Of(new RecallAt1(), documents, [("q", [1, 0], [("first", 1)])]).Value);
    }

    /// <summary>Benchmarks whose queries are documents themselves: no document answers itself.</summary>
    [TestMethod]
    public void A_document_with_the_id_of_the_query_is_left_out() => Assert.AreEqual(1, Searches.Of(new RecallAt1(), ("a", [1, 0], [("b", 1)])).Value);

    [TestMethod]
    public void Documents_may_come_after_their_queries()
    {
        var accumulator = new RecallAt1().Start();
        Searches.Add(accumulator, new RelevanceLabel("q", new Dictionary<string, int> { ["a"] = 1 }), 1, 0);
        Searches.Add(accumulator, new RelevanceLabel("b"), 0, 1);
        Searches.Add(accumulator, new RelevanceLabel("a"), 1, 0);

        Assert.AreEqual(1, accumulator.Value);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void An_embedding_that_is_not_finite_makes_the_value_not_a_number(float bad) =>
        Assert.IsTrue(double.IsNaN(Searches.Of(new RecallAt1(), [("a", [1, 0]), ("b", [bad, 1])], [("q", [1, 0], [("a", 1)])]).Value));

    [TestMethod]
    public void An_embedding_of_zeros_is_like_nothing() => Assert.AreEqual(1, Searches.Of(new RecallAt1(), [("zero", [0, 0]), ("a", [1, 0])], [("q", [1, 0], [("a", 1)])]).Value);

    [TestMethod]
    public void Other_labels_and_sizes_are_refused()
    {
        var accumulator = Searches.Of(new RecallAt1());

        Data.Coded.Error("MC2007", () => Searches.Add(accumulator, new ClassLabel(1), 1, 0), "neither a document nor a query", "Fidelity");
        Data.Coded.Error("MC2007", () => Searches.Add(accumulator, new RelevanceLabel("e"), 1, 0, 0), "3 numbers", "first sample 2");
    }
}
