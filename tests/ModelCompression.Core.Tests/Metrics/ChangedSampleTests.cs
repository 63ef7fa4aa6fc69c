using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class ChangedSampleTests
{
    private static readonly PairedOutcomes Outcomes = new([1, 0, 1, 1, 0], [1, 1, 0, 0, 0]) { Classes = [5, 6, 7, 8, 9] };

    [TestMethod]
    public void Broken_samples_come_first() => CollectionAssert.AreEqual(
        new[] { new ChangedSample("c", 7, true), new ChangedSample("d", 8, true), new ChangedSample("b", 6, false) },
        ChangedSample.Of(["a", "b", "c", "d", "e"], Outcomes, 10).ToArray());

    [TestMethod]
    public void There_may_be_more_than_are_named() => Assert.AreEqual("c", ChangedSample.Of(["a", "b", "c", "d", "e"], Outcomes, 1).Single().Sample);

    [TestMethod]
    public void Classes_may_be_unknown() => Assert.IsNull(ChangedSample.Of(["a"], new PairedOutcomes([1], [0]), 1).Single().Class);
}
