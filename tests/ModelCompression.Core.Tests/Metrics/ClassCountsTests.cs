using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class ClassCountsTests
{
    [TestMethod]
    public void Samples_are_counted_by_class_in_order()
    {
        var counts = ClassCounts.Of(new PairedOutcomes([1, 0, 1, 1], [0, 1, 1, 1]) { Classes = [5, 2, 5, 2] });

        CollectionAssert.AreEqual(new[] { new ClassCounts(2, 2, new SuccessCounts(1, 2, 0, 1)), new ClassCounts(5, 2, new SuccessCounts(2, 1, 1, 0)) }, counts.ToArray());
    }

    [TestMethod]
    public void Without_classes_there_is_nothing_to_count() => Assert.IsEmpty(ClassCounts.Of(new PairedOutcomes([1, 0], [1, 1])));
}
