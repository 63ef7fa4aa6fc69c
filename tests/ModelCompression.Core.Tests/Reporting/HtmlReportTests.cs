using System.Text.RegularExpressions;
using System.Xml.Linq;
using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class HtmlReportTests
{
    public static IEnumerable<object[]> Reports =>
        from report in new[] { ReportSamples.Pass, ReportSamples.Fail, ReportSamples.NotGated, ReportSamples.Error, ReportSamples.Malicious, ReportSamples.Extreme }
        select new object[] { report };

    [TestMethod]
    public void A_pass_looks_like_the_golden_file() => GoldenFile.AssertEquals("pass.html", HtmlReport.Of(ReportSamples.Pass));

    [TestMethod]
    public void An_error_looks_like_the_golden_file() => GoldenFile.AssertEquals("error.html", HtmlReport.Of(ReportSamples.Error));

    [TestMethod]
    [DynamicData(nameof(Reports))]
    public void Every_element_is_closed_and_nested(ModelReport report) => Assert.AreEqual("html", Parse(report).Name.LocalName);

    [TestMethod]
    [DynamicData(nameof(Reports))]
    public void Nothing_is_loaded_and_nothing_runs(ModelReport report)
    {
        var page = Parse(report);
        string[] loading = ["script", "link", "img", "iframe", "object", "embed", "base", "form", "a"];

        Assert.IsEmpty(page.Descendants().Where(element => loading.Contains(element.Name.LocalName)).ToList());
        Assert.IsEmpty(page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "src" or "href").ToList());
        Assert.DoesNotContain("url(", HtmlReport.Of(report));
        Assert.DoesNotContain("@import", HtmlReport.Of(report));
        Assert.Contains("default-src 'none'", HtmlReport.Of(report));
    }

    [TestMethod]
    public void Hostile_text_is_shown_as_text_and_forms_no_command()
    {
        var html = HtmlReport.Of(ReportSamples.Malicious);
        var cell = Parse(ReportSamples.Malicious).Descendants("td").First(td => (string?)td.Attribute("data-label") == "Message");

        Assert.Contains("<script>alert(1)</script>", cell.Value);
        Assert.IsEmpty(Regex.Matches(html, @"^\s*::(?!-)\w", RegexOptions.Multiline).ToList());
        Assert.DoesNotContain("##", html);
    }

    [TestMethod]
    public void Every_layer_is_there_with_its_whole_name()
    {
        var names = Parse(ReportSamples.Extreme).Descendants("td").Where(td => (string?)td.Attribute("data-label") == "Node").Select(td => td.Value).ToHashSet(StringComparer.Ordinal);

        Assert.IsEmpty(ReportSamples.Extreme.Layers.Where(layer => !names.Contains(layer.Node)).ToList());
    }

    [TestMethod]
    public void A_chip_has_the_same_colour_whatever_the_counts() => Assert.AreEqual(
        2, Regex.Count(HtmlReport.Of(ReportSamples.NotGated with { Layers = [new LayerReport("a", "Gemm", "Float16", null)] }), "chip s2 short"));

    /// <summary>The page as XML: void elements closed, entities that XML lacks are not used.</summary>
    private static XElement Parse(ModelReport report) =>
        XElement.Parse(Regex.Replace(HtmlReport.Of(report).Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal), "<meta ([^>]*)>", "<meta $1/>"), LoadOptions.PreserveWhitespace);
}
