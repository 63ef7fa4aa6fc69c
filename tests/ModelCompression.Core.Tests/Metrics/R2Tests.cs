using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class R2Tests
{
    /// <summary>The example of scikit-learn's r2_score: 0.948...</summary>
    [TestMethod]
    public void It_agrees_with_the_published_example() =>
        Assert.AreEqual(1 - (1.5 / 29.1875), PredictedValues.Of(new R2(), ([3], [2.5f]), ([-0.5], [0]), ([2], [2]), ([7], [8])).Value, 1e-7);

    [TestMethod]
    public void The_mean_explains_nothing() => Assert.AreEqual(0, PredictedValues.Of(new R2(), ([1], [2]), ([2], [2]), ([3], [2])).Value, 1e-12);

    [TestMethod]
    public void Equal_right_values_leave_nothing_to_explain() => Assert.IsTrue(double.IsNaN(PredictedValues.Of(new R2(), ([1], [2]), ([1], [3])).Value));
}
