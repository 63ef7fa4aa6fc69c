using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class Top5Tests
{
    [TestMethod]
    [DataRow(4, 1.0, DisplayName = "fifth")]
    [DataRow(5, 0.0, DisplayName = "sixth")]
    [DataRow(6, 0.0, DisplayName = "equal to the sixth, behind it")]
    public void The_five_highest_scores_count(int label, double expected) =>
        Assert.AreEqual(expected, LabelledScores.Of(new Top5(), (label, [9, 8, 7, 6, 5, 4, 4])).Value);

    [TestMethod]
    public void Equal_scores_rank_by_class() => Assert.AreEqual(0.5, LabelledScores.Of(new Top5(), (4, [1, 1, 1, 1, 1, 1]), (5, [1, 1, 1, 1, 1, 1])).Value);

    [TestMethod]
    public void A_score_that_is_no_number_is_not_among_the_best() => Assert.AreEqual(0, LabelledScores.Of(new Top5(), (0, [float.NaN, 1])).Value);

    [TestMethod]
    public void Fewer_classes_are_all_among_the_best() => Assert.AreEqual(1, LabelledScores.Of(new Top5(), (2, [3, 2, 1])).Value);
}
