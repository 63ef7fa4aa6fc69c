using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class OctavCalibratorTests
{
    [TestMethod]
    [DataRow(8)]
    [DataRow(4)]
    public void The_symmetric_clip_minimises_rounding_plus_clipping_error(int bits)
    {
        var values = Statistics.Random(7, 20_000);
        var statistics = Statistics.Of(values);
        var grid = IntegerGrid.Weights(bits);
        var range = new OctavCalibrator().RangeOf(statistics, grid);
        var clip = Math.Max(-range.Min, range.Max);
        double Cost(double c) => values.Sum(value => Math.Abs(value) > c ? Math.Pow(Math.Abs(value) - c, 2) : 4 * c * c / (12.0 * grid.Steps * grid.Steps));

        Assert.IsGreaterThan(Cost(clip) * 0.999, Cost(clip * 0.97));
        Assert.IsGreaterThan(Cost(clip) * 0.999, Cost(clip * 1.03));
        Assert.IsLessThan(Cost(statistics.Extremes.Max) * 0.999, Cost(clip));
    }

    [TestMethod]
    public void Neither_end_alone_can_be_moved_to_lower_the_cost()
    {
        var grid = new IntegerGrid(0, 15, false);
        var values = Statistics.Random(9, 20_000);
        var range = new OctavCalibrator().RangeOf(Statistics.Of(values), grid);
        double Cost(double a, double b) => values.Sum(value => value > b ? Math.Pow(value - b, 2) : value < a ? Math.Pow(a - value, 2) : Math.Pow(b - a, 2) / (12.0 * grid.Steps * grid.Steps));

        var found = Cost(range.Min, range.Max);
        foreach (var factor in new[] { 0.95, 1.05 })
        {
            Assert.IsGreaterThan(found * 0.9995, Cost(range.Min * factor, range.Max));
            Assert.IsGreaterThan(found * 0.9995, Cost(range.Min, range.Max * factor));
        }
    }

    [TestMethod]
    public void Zeros_do_not_widen_or_narrow_the_clip()
    {
        var values = Statistics.Random(11, 5_000, oneSided: true);
        var more = new OctavCalibrator().RangeOf(Statistics.Of([.. values, .. new float[50_000]]), IntegerGrid.AsymmetricU8);

        Assert.AreEqual(new OctavCalibrator().RangeOf(Statistics.Of(values), IntegerGrid.AsymmetricU8), more);
    }
}
