using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class ChangedSampleTests
{
    private static readonly PairedOutcomes Outcomes = new([1, 0, 1, 1, 0], [1, 1, 0, 0, 0]) { Classes = [5, 6, 7, 8, 9] };

    [TestMethod]
    public void Broken_samples_come_first() => CollectionAssert.AreEqual(
        new[] { new ChangedSample("c", 7, true) { Index = 2 }, new ChangedSample("d", 8, true) { Index = 3 }, new ChangedSample("b", 6, false) { Index = 1 } },
        ChangedSample.Of(["a", "b", "c", "d", "e"], Outcomes, ([], []), 10).ToArray());

    [TestMethod]
    public void What_both_models_say_is_told_where_there_is_one_answer() => CollectionAssert.AreEqual(
        new[] { new ChangedSample("a", 5, true) { Index = 0, Before = 5, After = 3 }, new ChangedSample("b", 6, false) { Index = 1, Before = null, After = 6 } },
        ChangedSample.Of(["a", "b"], new PairedOutcomes([1, 0], [0, 1]) { Classes = [5, 6] }, ([5, -1], [3, 6]), 10).ToArray());

    [TestMethod]
    public void There_may_be_more_than_are_named() => Assert.AreEqual("c", ChangedSample.Of(["a", "b", "c", "d", "e"], Outcomes, ([], []), 1).Single().Sample);

    [TestMethod]
    public void Classes_may_be_unknown() => Assert.IsNull(ChangedSample.Of(["a"], new PairedOutcomes([1], [0]), ([], []), 1).Single().Class);
}
