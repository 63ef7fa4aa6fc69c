using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class RangeChoiceTests
{
    [TestMethod]
    public void A_named_calibrator_is_the_only_candidate()
    {
        var choice = RangeChoice.Of("MinMax", new MinMaxCalibrator(), Statistics.Of([-1, 2]), IntegerGrid.AsymmetricU8);

        Assert.AreEqual("MinMax", choice.Calibrator);
        Assert.AreEqual(new ActivationRange(-1, 2), choice.Range);
        Assert.HasCount(1, choice.Candidates);
    }

    [TestMethod]
    public void Auto_names_the_calibrator_it_chose()
    {
        var choice = RangeChoice.Of("Auto", new AutoCalibrator(), Statistics.Of(Statistics.Random(5, 3_000)), IntegerGrid.AsymmetricU8);

        Assert.AreNotEqual("Auto", choice.Calibrator);
        Assert.AreEqual(choice.Candidates[choice.Calibrator], choice.Range);
    }
}
