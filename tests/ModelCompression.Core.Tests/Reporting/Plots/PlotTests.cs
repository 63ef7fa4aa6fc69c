using System.Xml.Linq;
using ModelCompression.Reporting;
using ModelCompression.Reporting.Plots;

namespace ModelCompression.Core.Tests.Reporting.Plots;

[TestClass]
public sealed class PlotTests
{
    [TestMethod]
    public void Size_bars_are_to_scale()
    {
        var plot = Picture(SizePlot.Of(ReportSamples.Pass with { OriginalBytes = 1000, Bytes = 250 }));

        Assert.AreEqual(Svg.Width, Width(plot, "bar-before"), 1e-9);
        Assert.AreEqual(Svg.Width / 4.0, Width(plot, "bar-after"), 1e-9);
        Assert.AreEqual(Svg.Width / 2.0, Width(Picture(SizePlot.Of(ReportSamples.Pass with { OriginalBytes = 500, Bytes = 1000 })), "bar-before"), 1e-9);
    }

    [TestMethod]
    public void The_drop_its_interval_and_the_limit_stand_in_order()
    {
        var plot = Picture(DropPlot.Of(ReportSamples.Fail));
        var metric = ReportSamples.Fail.Metric ?? throw new InvalidOperationException();
        var limit = Number(Of(plot, "limit").First(), "x1");
        var drop = Number(Of(plot, "dot-bad").Single(), "cx");
        var interval = Of(plot, "interval").First();

        Assert.IsLessThan(drop, limit, "the drop misses the limit");
        Assert.IsLessThan(drop, Number(interval, "x1"));
        Assert.IsGreaterThan(drop, Number(interval, "x2"));
        Assert.AreEqual((metric.Drop - 0) / (metric.Limit - 0), (drop - Number(Of(plot, "axis").Single(), "x1")) / (limit - Number(Of(plot, "axis").Single(), "x1")), 0.01);
    }

    [TestMethod]
    public void Parts_of_the_samples_are_dots()
    {
        var metric = (ReportSamples.Pass.Metric ?? throw new InvalidOperationException()) with { Parts = new PartsReport("CrossValidation", [0.001, -0.002, double.NaN], 0, 0.001) };

        Assert.HasCount(2, Of(Picture(DropPlot.Of(ReportSamples.Pass with { Metric = metric })), "part").ToList());
    }

    [TestMethod]
    public void Layers_are_ranked_by_sensitivity_or_else_by_noise()
    {
        LayerReport[] layers =
        [
            new("a", "Conv", "Static", null) { OutputSqnrDb = 30 },
            new("b", "Conv", "Static", null) { OutputSqnrDb = 10 },
            new("c", "Conv", "Static", null) { OutputSqnrDb = double.PositiveInfinity },
        ];

        CollectionAssert.AreEqual(new[] { "b", "a" }, Names(ReportSamples.Pass with { Layers = layers }));
        CollectionAssert.AreEqual(new[] { "a", "b" }, Names(ReportSamples.Pass with { Layers = [layers[0] with { SensitivityDb = 3 }, layers[1] with { SensitivityDb = -1 }, layers[2]] }));
        Assert.IsNull(LayerPlot.Of(ReportSamples.Pass with { Layers = [layers[0]] }));
    }

    [TestMethod]
    public void Many_layers_show_the_worst_and_name_the_rest()
    {
        LayerReport[] layers = [.. Enumerable.Range(0, 40).Select(i => new LayerReport("/a/long/path/of/modules/in/the/model/layer." + i, "Conv", "Static", null) { OutputSqnrDb = 60 - i })];

        var plot = LayerPlot.Of(ReportSamples.Pass with { Layers = layers });

        Assert.Contains("The other 28", plot?.Note ?? "");
        Assert.HasCount(12, Of(Picture(plot), "bar-layer").ToList());
        Assert.IsTrue(Names(ReportSamples.Pass with { Layers = layers })[0].EndsWith("layer.39", StringComparison.Ordinal));
    }

    [TestMethod]
    public void What_was_not_measured_is_not_drawn()
    {
        Assert.IsEmpty(Plot.Of(new ModelReport { Model = "x.onnx", Verdict = "Error" }));
        Assert.IsNull(DropPlot.Of(ReportSamples.NotGated));
    }

    [TestMethod]
    public void Hostile_names_stay_text()
    {
        var layers = new[] { "a", "b" }.Select(name => new LayerReport(name + ReportSamples.Hostile, "Conv", "Static", null) { OutputSqnrDb = 10 }).ToArray();

        var plot = LayerPlot.Of(ReportSamples.Pass with { Layers = layers });

        Assert.DoesNotContain("<script", plot?.Picture ?? "");
        Assert.DoesNotContain("::error", plot?.Picture ?? "");
        Picture(plot);
    }

    [TestMethod]
    public void Equal_values_still_have_a_scale()
    {
        var scale = new PlotScale([2, 2], 0, 100);

        Assert.AreEqual(50, scale.Place(2), 1e-9);
    }

    /// <summary>The picture as XML: well-formed, and nothing outside it by more than a label.</summary>
    private static XElement Picture(Plot? plot) => XElement.Parse(plot?.Picture ?? throw new InvalidOperationException("There is no plot."));

    private static IEnumerable<XElement> Of(XElement plot, string style) => plot.Elements().Where(element => (string?)element.Attribute("class") == style);

    private static string[] Names(ModelReport report) => [.. Of(Picture(LayerPlot.Of(report)), "name").Select(element => element.Value)];

    private static double Width(XElement plot, string style) => Number(Of(plot, style).Single(), "width");

    private static double Number(XElement element, string attribute) => double.Parse((string?)element.Attribute(attribute) ?? "", System.Globalization.CultureInfo.InvariantCulture);
}
