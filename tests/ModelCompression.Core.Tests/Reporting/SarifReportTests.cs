using System.Text.Json.Nodes;
using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class SarifReportTests
{
    [TestMethod]
    public void Each_diagnostic_is_a_result_with_a_rule_and_the_model()
    {
        var log = JsonNode.Parse(SarifReport.Of(ReportSamples.Fail));
        var run = log?["runs"]?[0];
        var results = run?["results"]?.AsArray() ?? [];

        Assert.AreEqual("2.1.0", (string?)log?["version"]);
        CollectionAssert.AreEqual(new[] { "MC1001", "MC3003" }, (run?["tool"]?["driver"]?["rules"]?.AsArray() ?? []).Select(rule => (string?)rule?["id"]).ToArray());
        CollectionAssert.AreEqual(new[] { "MC1001 error", "MC3003 warning" }, results.Select(result => $"{result?["ruleId"]} {result?["level"]}").ToArray());
        Assert.AreEqual("models/digits.onnx", (string?)results[0]?["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"]);
    }

    [TestMethod]
    public void Hostile_text_stays_text()
    {
        var text = SarifReport.Of(ReportSamples.Fail with { Model = ReportSamples.Hostile, Diagnostics = [new DiagnosticReport("MC1001", "error", ReportSamples.Hostile, null)] });

        Assert.DoesNotContain("##", text);
        Assert.DoesNotContain("\n::", text);
        Assert.HasCount(1, JsonNode.Parse(text)?["runs"]?[0]?["results"]?.AsArray() ?? []);
    }

    [TestMethod]
    public void Without_diagnostics_there_are_no_results() =>
        Assert.IsEmpty(JsonNode.Parse(SarifReport.Of(ReportSamples.Pass with { Diagnostics = [] }))?["runs"]?[0]?["results"]?.AsArray() ?? [null]);
}
