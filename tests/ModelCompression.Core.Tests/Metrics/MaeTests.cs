using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class MaeTests
{
    /// <summary>The example of scikit-learn's mean_absolute_error.</summary>
    [TestMethod]
    public void It_agrees_with_the_published_example() =>
        Assert.AreEqual(0.5, PredictedValues.Of(new Mae(), ([3], [2.5f]), ([-0.5], [0]), ([2], [2]), ([7], [8])).Value, 1e-7);

    [TestMethod]
    public void Samples_have_their_own_error() =>
        CollectionAssert.AreEqual(new[] { 1.5, 0 }, PredictedValues.Of(new Mae(), ([0, 1], [1, 3]), ([2, 2], [2, 2])).PerSample.ToArray());
}
