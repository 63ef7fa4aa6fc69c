using ModelCompression.Compression.Search;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class TuningScoreTests
{
    [TestMethod]
    [DataRow(true, 0.5, 1, false, 0.1, 9, true)]
    [DataRow(false, 0.1, 1, false, 0.2, 9, true)]
    [DataRow(false, 0.2, 9, false, 0.1, 1, false)]
    [DataRow(false, 0.1, 9, false, 0.1, 8.9, true)]
    [DataRow(false, 0.1, 9, false, 0.1, 8.96, false)]
    [DataRow(false, 0.1, 9, false, 0.1, 9, false)]
    [DataRow(false, 0.1, 9, false, double.NaN, 9, true)]
    public void Limits_count_before_the_metric_and_the_metric_before_the_outputs(bool passed, double drop, double decibels, bool otherPassed, double otherDrop, double otherDecibels, bool better) =>
        Assert.AreEqual(better, new TuningScore(passed, drop, decibels).IsBetterThan(new TuningScore(otherPassed, otherDrop, otherDecibels)));
}
