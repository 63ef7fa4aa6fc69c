using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class BalancedAccuracyTests
{
    /// <summary>Labels 0, 1, 0, 0, 1, 0 and predictions 0, 1, 0, 0, 0, 1: the example of scikit-learn's balanced_accuracy_score, 0.625.</summary>
    [TestMethod]
    public void It_agrees_with_the_published_example() => Assert.AreEqual(0.625, LabelledScores.Predicted(new BalancedAccuracy(), 2, (0, 0), (1, 1), (0, 0), (0, 0), (1, 0), (0, 1)).Value, 1e-12);

    [TestMethod]
    public void Predicted_classes_without_samples_do_not_count() => Assert.AreEqual(0.5, LabelledScores.Predicted(new BalancedAccuracy(), 3, (0, 0), (0, 2)).Value);
}
