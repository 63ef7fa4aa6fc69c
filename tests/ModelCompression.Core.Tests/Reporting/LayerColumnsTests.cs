using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class LayerColumnsTests
{
    private static readonly LayerReport Full = new("conv", "Conv", "Static", "a note")
    {
        Bits = 7, Min = -1.25, Max = 3.5, Scale = 0.018627, ZeroPoint = 67, Calibrator = "Mse", WeightSqnrDb = 41.26, OutputSqnrDb = 30.04, SensitivityDb = 1.26, Runtime = "QLinearConv",
    };

    [TestMethod]
    public void Every_figure_has_a_column_in_a_fixed_order()
    {
        var (titles, rows, legend) = LayerColumns.Of([Full]);

        Assert.AreEqual("Node, Operator, Scheme, Bits, Range, By, Weights dB, Result dB, Sensitivity dB, Runtime, Note", string.Join(", ", titles));
        Assert.AreEqual("conv | Conv | Static | 7 | -1.25 to 3.5 (0.0186, 67) | Mse | 41.3 | 30.0 | +1.3 | QLinearConv | a note", string.Join(" | ", rows.Single()));
        Assert.AreEqual("Bits, Range, By, Weights dB, Result dB, Sensitivity dB, Runtime", string.Join(", ", legend.Select(pair => pair.Key)));
    }

    [TestMethod]
    public void Columns_no_layer_fills_are_left_out()
    {
        var (titles, rows, legend) = LayerColumns.Of([new LayerReport("a", "Gather", "Float16", null), new LayerReport("b", "Conv", "Static", null) { Bits = 8 }]);

        Assert.AreEqual("Node, Operator, Scheme, Bits, Note", string.Join(", ", titles));
        Assert.AreEqual("a | Gather | Float16 |  | ", string.Join(" | ", rows[0]));
        Assert.AreEqual("b | Conv | Static | 8 | ", string.Join(" | ", rows[1]));
        Assert.AreEqual("Bits", legend.Single().Key);
    }

    [TestMethod]
    public void A_range_without_its_scale_is_not_shown() => Assert.DoesNotContain("Range", LayerColumns.Of([Full with { Scale = null }]).Titles);

    [TestMethod]
    [DataRow(200.0, "exact")]
    [DataRow(double.PositiveInfinity, "exact")]
    [DataRow(199.9, "199.9")]
    public void Weights_without_noise_are_exact(double decibels, string expected) =>
        Assert.AreEqual(expected, LayerColumns.Of([Full with { WeightSqnrDb = decibels }]).Rows[0][6]);

    [TestMethod]
    [DataRow(-0.5, "-0.5")]
    [DataRow(0.0, "0.0")]
    public void Sensitivity_has_a_sign(double decibels, string expected) => Assert.AreEqual(expected, LayerColumns.Of([Full with { SensitivityDb = decibels }]).Rows[0][8]);
}
