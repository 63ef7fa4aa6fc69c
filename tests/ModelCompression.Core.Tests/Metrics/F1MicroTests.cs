using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class F1MicroTests
{
    [TestMethod]
    public void Micro_agrees_with_the_published_example_of_scikit_learn() => Assert.AreEqual(1.0 / 3, LabelledScores.Predicted(new F1Micro(), 3, (0, 0), (1, 2), (2, 1), (0, 0), (1, 0), (2, 1)).Value, 1e-12);

    /// <summary>2 TP / (labelled + predicted) = 2 / (2 + 1).</summary>
    [TestMethod]
    public void A_sample_without_a_prediction_is_missed() => Assert.AreEqual(2.0 / 3, LabelledScores.Of(new F1Micro(), (0, [1, 0]), (0, [float.NaN, float.NaN])).Value, 1e-12);
}
