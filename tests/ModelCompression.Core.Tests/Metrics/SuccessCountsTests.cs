using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class SuccessCountsTests
{
    [TestMethod]
    public void Counts_both_models_and_both_changes()
    {
        var counts = SuccessCounts.Of([1, 1, 1, 0, 0, 1], [1, 0, 0, 1, 0, 1]);

        Assert.AreEqual(new SuccessCounts(OriginalRight: 4, CompressedRight: 3, Broken: 2, Repaired: 1), counts);
        Assert.AreEqual(1, counts.Lost);
    }
}
