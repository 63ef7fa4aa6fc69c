using ModelCompression.Compression.Search;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class SensitivityRankingTests
{
    [TestMethod]
    public void Divergence_and_metric_decide_together()
    {
        Sensitivity[] measured = [Of("harmless", 0, 0), Of("quiet", 0.1, 0.02), Of("guilty", 6, 0.02), Of("loud", 5, 0)];

        CollectionAssert.AreEqual(new[] { "guilty", "quiet", "loud", "harmless" }, SensitivityRanking.Ordered(measured).Select(item => item.Group.Nodes[0]).ToArray());
    }

    [TestMethod]
    public void Equals_keep_the_order_of_the_graph() => CollectionAssert.AreEqual(
        new[] { "a", "b", "c" }, SensitivityRanking.Ordered([Of("a", 1, 0), Of("b", 1, 0), Of("c", 1, 0)]).Select(item => item.Group.Nodes[0]).ToArray());

    private static Sensitivity Of(string node, double decibels, double metric) => new(new LayerGroup([node], 8), decibels, metric);
}
