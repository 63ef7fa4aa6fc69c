using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class MinMaxCalibratorTests
{
    [TestMethod]
    public void Holds_every_value_of_every_sample() => Assert.AreEqual(new ActivationRange(-3, 5), RangeOf([1, -3], [], [5, 2]));

    [TestMethod]
    public void Nothing_seen_is_no_range() => Assert.IsNull(RangeOf([]));

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void A_tensor_that_is_not_finite_has_no_range(float value) => Assert.IsNull(RangeOf([1, value], [2]));

    [TestMethod]
    public void Observers_are_independent()
    {
        var calibrator = new MinMaxCalibrator();
        calibrator.Observe().Add([100]);

        Assert.IsNull(calibrator.Observe().Range);
    }

    private static ActivationRange? RangeOf(params float[][] samples)
    {
        var observer = new MinMaxCalibrator().Observe();
        foreach (var sample in samples)
        {
            observer.Add(sample);
        }

        return observer.Range;
    }
}
