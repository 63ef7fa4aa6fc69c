using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class HistogramSumsTests
{
    private static readonly IntegerGrid[] Grids = [IntegerGrid.AsymmetricU8, IntegerGrid.SymmetricU8, IntegerGrid.Weights(8), IntegerGrid.Weights(4)];

    [TestMethod]
    public void The_error_is_that_of_quantizing_every_bin_on_its_own()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var statistics = Statistics.Of(Statistics.Random(seed, 2_000, oneSided: seed % 2 == 0));
            var grid = Grids[seed % Grids.Length];
            var (min, max) = (statistics.Extremes.Min * (0.2 + seed % 7 / 7.0), statistics.Extremes.Max * (0.2 + seed % 5 / 5.0));
            foreach (var weight in new[] { 1.0, 3.0 })
            {
                var expected = ErrorOfEveryBin(statistics, min, max, grid, weight);
                Assert.AreEqual(expected, HistogramSums.Of(statistics).QuantizationError(min, max, grid, weight), expected * 1e-6, $"seed {seed}");
            }
        }
    }

    [TestMethod]
    public void The_error_of_a_wide_range_is_near_that_of_the_values_themselves()
    {
        var values = Statistics.Random(2, 50_000);
        var statistics = Statistics.Of(values);
        var (min, max) = (statistics.Extremes.Min * 0.8, statistics.Extremes.Max * 0.7);
        var (scale, low, high) = IntegerGrid.AsymmetricU8.Fit(min, max);
        var expected = values.Average(value => Math.Pow(value - Quantized(value, scale, low, high), 2));

        Assert.AreEqual(expected, HistogramSums.Of(statistics).QuantizationError(min, max, IntegerGrid.AsymmetricU8), expected * 0.02);
    }

    [TestMethod]
    public void Without_extent_every_value_becomes_zero() =>
        Assert.AreEqual(4, HistogramSums.Of(Statistics.Of([2, 2, -2])).QuantizationError(0, 0, IntegerGrid.AsymmetricU8), 0.01);

    private static double ErrorOfEveryBin(TensorStatistics statistics, double min, double max, IntegerGrid grid, double clippingWeight)
    {
        var histogram = statistics.Histogram ?? throw new InvalidOperationException();
        var (scale, low, high) = grid.Fit(min, max);
        var error = 0.0;
        for (var i = 0; i < histogram.Counts.Length; i++)
        {
            var centre = histogram.Start + (i + 0.5) * histogram.Width;
            var weight = centre < low || centre >= high ? clippingWeight : 1;
            error += weight * histogram.Counts[i] * Math.Pow(centre - Quantized(centre, scale, low, high), 2);
        }

        return error / histogram.Total;
    }

    private static double Quantized(double value, double scale, double low, double high) =>
        Math.Clamp(low + Math.Round((value - low) / scale) * scale, low, high);
}
