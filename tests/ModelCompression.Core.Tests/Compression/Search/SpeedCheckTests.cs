using ModelCompression.Compression.Search;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class SpeedCheckTests
{
    [TestMethod]
    [DataRow(1.001, true)]
    [DataRow(1.0, false)]
    public void Faster_means_three_quarters_of_the_pairs(double lowerQuartile, bool faster) =>
        Assert.AreEqual(faster, SpeedCheck.IsFaster(new LatencyRatio(1.5, lowerQuartile, 2, 1, 1, 31)));

    [TestMethod]
    [DataRow(0.94, 0.5, true)]
    [DataRow(0.96, 0.5, false)]
    [DataRow(0.5, 0.05, false)]
    public void Slower_means_beyond_noise_and_long_enough_to_notice(double upperQuartile, double milliseconds, bool slower) =>
        Assert.AreEqual(slower, SpeedCheck.IsSlower(new LatencyRatio(0.5, 0.4, upperQuartile, 1, milliseconds, 31)));
}
