using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class RecallAt10Tests
{
    /// <summary>Documents 0 to 11 from near to far: 9 has the tenth place, 10 the eleventh.</summary>
    [TestMethod]
    public void Value_is_the_share_of_relevant_documents_among_the_first_ten()
    {
        var documents = Enumerable.Range(0, 12).Select(i => ($"d{i}", new float[] { 20 - i, i })).ToArray();

        Assert.AreEqual(2.0 / 3, Searches.Of(new RecallAt10(), documents, [("q", [1, 0], [("d0", 1), ("d9", 3), ("d10", 2)])]).Value, 1e-12);
    }

    [TestMethod]
    public void Fewer_documents_than_ten_are_all_found() => Assert.AreEqual(1, Searches.Of(new RecallAt10(), ("q", [1, 0], [("d", 1), ("a", 1)])).Value);
}
