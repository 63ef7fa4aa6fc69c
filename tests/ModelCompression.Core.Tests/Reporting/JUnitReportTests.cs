using System.Xml.Linq;
using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class JUnitReportTests
{
    [TestMethod]
    public void Each_gate_is_a_test_case()
    {
        var suite = Suite(ReportSamples.Fail);

        Assert.AreEqual("models/digits.onnx 2 1 0 0", string.Join(' ', new[] { "name", "tests", "failures", "errors", "skipped" }.Select(name => (string?)suite.Attribute(name))));
        CollectionAssert.AreEqual(new[] { "MaxMetricDrop", "MinMetric" }, suite.Elements("testcase").Select(item => (string?)item.Attribute("name")).ToArray());
        Assert.StartsWith("Top1 0.7312 is below the required 0.7410", (string?)suite.Elements("testcase").First().Element("failure")?.Attribute("message"));
        Assert.IsEmpty(suite.Elements("testcase").Last().Elements());
    }

    [TestMethod]
    [DataRow(true, "failure")]
    [DataRow(false, "skipped")]
    public void What_could_not_be_decided_fails_where_it_had_to_be_shown(bool blocks, string expected) =>
        Assert.AreEqual(expected, Suite(ReportSamples.Pass with { Gates = [new GateReport("MaxMetricDrop", "Inconclusive", blocks, "Too few.")] }).Element("testcase")?.Elements().Single().Name.LocalName);

    [TestMethod]
    public void A_model_that_never_got_as_far_is_an_error()
    {
        var suite = Suite(ReportSamples.Error);

        Assert.AreEqual("1", (string?)suite.Attribute("errors"));
        Assert.Contains(ReportSamples.Error.Diagnostics[0].Code, (string?)suite.Element("testcase")?.Element("error")?.Attribute("message") ?? "");
    }

    [TestMethod]
    public void Hostile_text_stays_text()
    {
        var text = JUnitReport.Of(ReportSamples.Pass with { Model = ReportSamples.Hostile, Gates = [new GateReport("MaxMetricDrop", "Fail", true, ReportSamples.Hostile)] });

        Assert.DoesNotContain("::", text);
        Assert.DoesNotContain("##", text);
        Assert.DoesNotContain("<script", text);
        Assert.HasCount(1, XDocument.Parse(text).Descendants("failure").ToList());
    }

    private static XElement Suite(ModelReport report) => XDocument.Parse(JUnitReport.Of(report)).Root?.Element("testsuite") ?? throw new AssertFailedException("There is no test suite.");
}
