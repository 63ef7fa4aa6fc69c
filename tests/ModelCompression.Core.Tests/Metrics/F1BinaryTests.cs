using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class F1BinaryTests
{
    /// <summary>Two right, one false alarm, one miss: 4 / (4 + 1 + 1).</summary>
    [TestMethod]
    public void It_is_F1_of_class_1() => Assert.AreEqual(2.0 / 3, LabelledScores.Predicted(new F1Binary(), 2, (1, 1), (1, 1), (0, 1), (1, 0), (0, 0)).Value, 1e-12);

    [TestMethod]
    public void A_single_output_is_the_probability_of_class_1() =>
        Assert.AreEqual(2.0 / 3, LabelledScores.Of(new F1Binary(), (1, [0.9f]), (1, [0.51f]), (0, [0.7f]), (1, [0.5f]), (0, [0.1f])).Value, 1e-12);

    [TestMethod]
    public void Nothing_labelled_or_predicted_is_zero() => Assert.AreEqual(0, LabelledScores.Predicted(new F1Binary(), 2, (0, 0)).Value);
}
