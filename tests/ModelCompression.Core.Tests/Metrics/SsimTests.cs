using ModelCompression.Core.Tests.Data;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class SsimTests
{
    private const double Tolerance = 1e-12;
    private const double C1 = 0.0001;
    private const double C2 = 0.0009;

    [TestMethod]
    public void Equal_images_are_1() => Assert.AreEqual(1, Of(new Ssim(), Noise(1, 3, 13, 12), Noise(1, 3, 13, 12), 3, 13, 12), Tolerance);

    /// <summary>Without variance only the means are left: (2ab + C1) / (a^2 + b^2 + C1).</summary>
    [TestMethod]
    public void Constant_images_have_a_closed_form()
    {
        var expected = ((2 * 0.2 * 0.6) + C1) / ((0.2 * 0.2) + (0.6 * 0.6) + C1);

        Assert.AreEqual(expected, Of(new Ssim(), Constant(0.2, 12 * 11), Constant(0.6, 12 * 11), 1, 12, 11), Tolerance);
    }

    /// <summary>Peak and values 255 times as large.</summary>
    [TestMethod]
    public void The_peak_is_that_of_the_spec()
    {
        var (a, b) = (Noise(1, 1, 12, 12), Noise(2, 1, 12, 12));

        Assert.AreEqual(Of(new Ssim(), a, b, 1, 12, 12), Of(new Ssim().WithPeak(255), Array.ConvertAll(a, x => 255 * x), Array.ConvertAll(b, x => 255 * x), 1, 12, 12), Tolerance);
    }

    /// <summary>
    /// One window with a single bright pixel in its middle, of the weight g of the kernel there: against black, means are g and 0, variances g - g^2 and 0, so the value is
    /// C1 C2 / ((g^2 + C1)(g - g^2 + C2)). The kernel's side weights are exp(-k^2 / 4.5).
    /// </summary>
    [TestMethod]
    public void A_single_pixel_has_a_closed_form()
    {
        var sum = Enumerable.Range(-5, 11).Sum(k => Math.Exp(-k * k / 4.5));
        var g = 1 / (sum * sum);
        var bright = new double[121];
        bright[60] = 1;

        Assert.AreEqual(C1 * C2 / (((g * g) + C1) * (g - (g * g) + C2)), Of(new Ssim(), bright, new double[121], 1, 11, 11), Tolerance);
    }

    /// <summary>Channels are averaged: one equal, one constant against another.</summary>
    [TestMethod]
    public void The_value_is_the_mean_over_the_channels_in_either_layout()
    {
        double[] right = [.. Constant(0.5, 121), .. Constant(0.2, 121), .. Constant(0.5, 121)];
        double[] predicted = [.. Constant(0.5, 121), .. Constant(0.6, 121), .. Constant(0.5, 121)];
        var expected = (2 + (((2 * 0.2 * 0.6) + C1) / ((0.2 * 0.2) + (0.6 * 0.6) + C1))) / 3;

        Assert.AreEqual(expected, Of(new Ssim(), right, predicted, 3, 11, 11), Tolerance);
        Assert.AreEqual(expected, Of(new Ssim(), Last(right), Last(predicted), new Shape(1, 11, 11, 3)), Tolerance);
    }

    [TestMethod]
    public void Images_smaller_than_a_window_are_refused() => Coded.Error("MC2007", () => Of(new Ssim(), new double[110], new double[110], 1, 11, 10), "11 pixels");

    [TestMethod]
    public void What_is_not_a_number_makes_the_value_none() => Assert.IsTrue(double.IsNaN(Of(new Ssim(), new double[121], Constant(double.NaN, 121), 1, 11, 11)));

    private static double Of(IMetric metric, double[] right, double[] predicted, int channels, int height, int width) =>
        Of(metric, right, predicted, new Shape(1, channels, height, width));

    private static double Of(IMetric metric, double[] right, double[] predicted, Shape shape)
    {
        var accumulator = metric.Start();
        accumulator.Add(new Sample("s", new Dictionary<string, TensorData>(), new ValuesLabel(right)), [TensorData.Of(ElementType.Double, shape, predicted)], []);
        return accumulator.Value;
    }

    private static double[] Constant(double value, int count) => [.. Enumerable.Repeat(value, count)];

    private static double[] Noise(int seed, int channels, int height, int width)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, channels * height * width).Select(_ => random.NextDouble())];
    }

    /// <summary>Three planes of 121 pixels as pixels of three channels.</summary>
    private static double[] Last(double[] planes) => [.. Enumerable.Range(0, 121).SelectMany(pixel => Enumerable.Range(0, 3).Select(channel => planes[(channel * 121) + pixel]))];
}
