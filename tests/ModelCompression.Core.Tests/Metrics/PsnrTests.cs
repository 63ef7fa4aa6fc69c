using ModelCompression.Core.Tests.Data;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class PsnrTests
{
    private const double Tolerance = 1e-12;

    /// <summary>The mean squared error is (0.1^2 + 0.3^2) / 2 = 0.05, and 10 log10(1 / 0.05) = 10 log10(20).</summary>
    [TestMethod]
    public void Closed_form() => Assert.AreEqual(10 * Math.Log10(20), Of(new Psnr(), [0.5, 0.5], [0.6, 0.2]), Tolerance);

    /// <summary>An error of 1 everywhere with peak 255: 20 log10(255) = 48.1308036086791.</summary>
    [TestMethod]
    public void The_peak_is_that_of_the_spec() => Assert.AreEqual(48.1308036086791, Of(new Psnr().WithPeak(255), [10, 20], [11, 19]), 1e-12);

    [TestMethod]
    public void The_value_is_the_mean_over_the_images_and_equal_images_count_as_100()
    {
        var accumulator = new Psnr().Start();
        Add(accumulator, [0.5], [0.5]);
        Add(accumulator, [0.5], [0.6]);

        Assert.AreEqual((100 + 20) / 2.0, accumulator.Value, Tolerance);
        Assert.AreEqual(20, accumulator.Weighted([0, 3]), Tolerance);
    }

    [TestMethod]
    public void What_is_not_a_number_makes_the_value_none() => Assert.IsTrue(double.IsNaN(Of(new Psnr(), [0.5], [double.NaN])));

    [TestMethod]
    public void What_cannot_be_compared_is_refused()
    {
        Coded.Error("MC2007", () => Of(new Psnr(), [0.5, 1], [0.5]), "2 values");
        Coded.Error("MC2007", () => new Psnr().Start().Add(new Sample("s", new Dictionary<string, TensorData>()), [], []), "'s'");
    }

    private static double Of(IMetric metric, double[] right, double[] predicted)
    {
        var accumulator = metric.Start();
        Add(accumulator, right, predicted);
        return accumulator.Value;
    }

    private static void Add(IMetricAccumulator accumulator, double[] right, double[] predicted) => accumulator.Add(
        new Sample("s", new Dictionary<string, TensorData>(), new ValuesLabel(right)), [TensorData.Of(ElementType.Double, new Shape(1, 1, 1, predicted.Length), predicted)], []);
}
