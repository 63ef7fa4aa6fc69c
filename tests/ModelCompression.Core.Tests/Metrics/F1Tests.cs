using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class F1Tests
{
    /// <summary>Labels 0, 1, 2, 0, 1, 2 and predictions 0, 2, 1, 0, 0, 1: the example of scikit-learn's f1_score (macro 0.26..., micro 0.33...).</summary>
    [TestMethod]
    public void Macro_agrees_with_the_published_example() => Assert.AreEqual(4.0 / 15, LabelledScores.Predicted(new F1(), 3, (0, 0), (1, 2), (2, 1), (0, 0), (1, 0), (2, 1)).Value, 1e-12);

    [TestMethod]
    public void Classes_that_never_occur_do_not_count() => Assert.AreEqual(1, LabelledScores.Predicted(new F1(), 10, (0, 0), (1, 1)).Value);

    [TestMethod]
    public void Weights_count_samples_more_than_once_or_not_at_all()
    {
        var all = LabelledScores.Predicted(new F1(), 3, (0, 0), (1, 2), (2, 2), (1, 1));
        var expected = LabelledScores.Predicted(new F1(), 3, (0, 0), (0, 0), (2, 2), (1, 1), (1, 1), (1, 1));

        Assert.AreEqual(expected.Value, all.Weighted([2, 0, 1, 3]), 1e-12);
    }

    [TestMethod]
    public void Without_samples_it_is_not_a_number() => Assert.IsTrue(double.IsNaN(new F1().Start().Value));

    [TestMethod]
    public void Samples_keep_their_outcomes_and_classes()
    {
        var accumulator = LabelledScores.Predicted(new F1(), 3, (0, 0), (1, 2));

        CollectionAssert.AreEqual(new[] { 1.0, 0 }, accumulator.PerSample.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1 }, accumulator.Classes.ToArray());
    }
}
