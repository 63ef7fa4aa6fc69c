using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class MovingAverageCalibratorTests
{
    [TestMethod]
    public void Every_sample_counts_the_same_whatever_its_size_and_place()
    {
        float[][] samples = [[1, -3], [5, 2, 3, 4], [0, 1, 1]];
        foreach (var order in new[] { samples, [.. samples.Reverse()] })
        {
            Assert.AreEqual(new ActivationRange(-1f / 3, 7f / 3), new MovingAverageCalibrator().RangeOf(Statistics.Of(order), IntegerGrid.AsymmetricU8));
        }
    }
}
