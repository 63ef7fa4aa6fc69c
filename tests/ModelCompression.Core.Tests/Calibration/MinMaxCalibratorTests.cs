using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class MinMaxCalibratorTests
{
    [TestMethod]
    public void Holds_every_value_of_every_sample() => Assert.AreEqual(
        new ActivationRange(-3, 5), new MinMaxCalibrator().RangeOf(Statistics.Of([1, -3], [], [5, 2]), IntegerGrid.AsymmetricU8));
}
