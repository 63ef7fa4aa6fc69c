using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class ConfusionTests
{
    [TestMethod]
    public void Wrong_answers_are_counted_by_class_for_both_models()
    {
        int[] classes = [0, 0, 0, 1, 1, 2];
        int[] original = [0, 1, 1, 1, 2, 2];
        int[] compressed = [1, 1, 2, 1, 1, -1];

        CollectionAssert.AreEqual(
            new[] { new Confusion(0, 1, 2, 2), new Confusion(0, 2, 0, 1), new Confusion(1, 2, 1, 0) },
            Confusion.Of(classes, original, compressed, 10).ToArray());
        CollectionAssert.AreEqual(new[] { new Confusion(0, 1, 2, 2) }, Confusion.Of(classes, original, compressed, 1).ToArray());
    }

    [TestMethod]
    public void Without_answers_there_is_nothing()
    {
        Assert.IsEmpty(Confusion.Of([0, 1], [], [], 10));
        Assert.IsEmpty(Confusion.Of([], [], [], 10));
    }
}
