using System.Text;
using System.Text.RegularExpressions;
using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class MarkdownReportTests
{
    [TestMethod]
    public void A_pass_reads_like_the_golden_file() => GoldenFile.AssertEquals("pass.md", MarkdownReport.Of(ReportSamples.Pass));

    [TestMethod]
    public void A_failure_reads_like_the_golden_file() => GoldenFile.AssertEquals("fail.md", MarkdownReport.Of(ReportSamples.Fail));

    [TestMethod]
    public void An_error_reads_like_the_golden_file() => GoldenFile.AssertEquals("error.md", MarkdownReport.Of(ReportSamples.Error));

    [TestMethod]
    public void Stays_below_its_limit_and_says_how_much_was_left_out()
    {
        var text = MarkdownReport.Of(ReportSamples.Extreme with { Changed = [] });
        var shown = Regex.Count(text, @"^\| <code>|^\| `/encoder", RegexOptions.Multiline);
        var left = Regex.Matches(text, @"^And (\d+) more\.", RegexOptions.Multiline).Sum(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

        Assert.IsLessThan(MarkdownReport.MaxBytes, Encoding.UTF8.GetByteCount(text));
        Assert.AreEqual(1_000, shown + left);
        Assert.IsGreaterThan(100, shown);
    }

    [TestMethod]
    public void Columns_that_need_a_word_are_explained_below_the_table()
    {
        var layer = new LayerReport("c", "Conv", "Static", null) { Min = -1, Max = 2, Scale = 0.25, ZeroPoint = 4, Calibrator = "Mse", OutputSqnrDb = 30 };
        var report = new ModelReport { Model = "m.onnx", Verdict = "Pass", Layers = [layer] };

        Assert.Contains("| `c` | Conv | Static | \\-1 to 2 (0.25, 4) | Mse | 30.0 |  |\n\n- Range: values the quantized result can hold; in brackets the scale", MarkdownReport.Of(report));
        Assert.Contains("\n- By: the calibrator", MarkdownReport.Of(report));
        Assert.Contains("<div><dt>Result dB</dt><dd>signal to noise", HtmlReport.Of(report));
        Assert.DoesNotContain("<dt>Weights dB</dt>", HtmlReport.Of(report));
    }

    [TestMethod]
    public void Nodes_left_for_the_same_reason_share_a_row_that_counts_them()
    {
        var nodes = Enumerable.Range(0, 40).Select(i => new SkippedReport($"/layer/{i}/Add", "not all of its inputs are quantized"));
        var text = MarkdownReport.Of(new ModelReport { Model = "m.onnx", Verdict = "Pass", Skipped = [.. nodes, new SkippedReport("/other", "its weight is shared")] });

        Assert.Contains("| Nodes | Why |", text);
        Assert.Contains("| <code>/layer/0/Add, /layer/1/Add, /layer/2/Add, /layer/3/Add and 36 more</code> | not all of its inputs are quantized |", text);
        Assert.Contains("| `/other` | its weight is shared |", text);
        Assert.AreEqual(1, Regex.Count(text, "not all of its inputs"));
    }

    [TestMethod]
    [DataRow('x')]
    [DataRow('|')]
    [DataRow('@')]
    [DataRow('漢')]
    [DataRow('`')]
    [DataRow('#')]
    [DataRow('\n')]
    public void Stays_below_its_limit_when_every_text_is_enormous(char c)
    {
        var text = new string(c, 5_000);
        string[] many = [.. Enumerable.Repeat(text, 600)];
        var report = new ModelReport
        {
            Model = text,
            Output = text,
            OriginalBytes = long.MaxValue,
            Bytes = 1,
            Summary = text,
            Verdict = text,
            Reasons = many,
            Changed = [.. many.Select(item => new ChangedReport(item, int.MaxValue, item))],
            Preprocessing = new string(c, 300_000),
            Metric = new MetricReport(text, double.MaxValue, double.MinValue, double.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, 1e-300, double.MinValue),
            Fidelity = new FidelityReport(double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue),
            Latency = new LatencyReport(double.MaxValue, 0, double.MaxValue, double.MaxValue, double.MaxValue, int.MaxValue),
            Cpu = new CpuReport(text),
            Versions = new VersionReport(text, text),
            Layers = [.. many.Select((item, i) => new LayerReport(item, item, item + i, item))],
            Skipped = [.. many.Select(item => new SkippedReport(item, item))],
            Data = [.. many.Select(item => new DataReport(item, item, item, int.MaxValue, item))],
            Diagnostics = [.. many.Select(item => new DiagnosticReport(item, item, item, item))],
            Recipe = new SortedDictionary<string, string>(many.Select((item, i) => (item, i)).ToDictionary(pair => pair.i + pair.item, pair => pair.item), StringComparer.Ordinal),
        };

        Assert.IsLessThan(MarkdownReport.MaxBytes, Encoding.UTF8.GetByteCount(MarkdownReport.Of(report)));
    }

    [TestMethod]
    public void Hostile_text_forms_no_command_markup_or_mention()
    {
        var text = MarkdownReport.Of(ReportSamples.Malicious);
        var outsideCode = Regex.Replace(text, "```json.*?```", "", RegexOptions.Singleline);

        Assert.IsEmpty(Regex.Matches(text, @"^\s*::", RegexOptions.Multiline).ToList());
        Assert.DoesNotContain("##vso", text);
        Assert.DoesNotContain("##[", text);
        Assert.DoesNotContain("<script", text);
        Assert.DoesNotContain("**b**", outsideCode);
        Assert.DoesNotMatchRegex(@"(?<!\\)\]\(", outsideCode);
        Assert.DoesNotContain("://", outsideCode);
        Assert.DoesNotContain("@e", outsideCode);
        Assert.AreEqual(2, Regex.Count(text, "```"));
    }

    [TestMethod]
    public void Hostile_text_stays_in_its_cell()
    {
        foreach (var table in Regex.Matches(MarkdownReport.Of(ReportSamples.Malicious), @"(?:^\|.*\|\n)+", RegexOptions.Multiline).Select(match => match.Value.TrimEnd('\n').Split('\n')))
        {
            var bars = table.Select(row => row.Count(c => c == '|')).Distinct().ToList();
            Assert.HasCount(1, bars, string.Join("\n", table));
        }
    }

    [TestMethod]
    public void Ends_with_one_line_end_and_holds_no_carriage_return()
    {
        var text = MarkdownReport.Of(ReportSamples.Pass with { Preprocessing = "{\r\n}" });

        Assert.IsTrue(text.EndsWith("```\n", StringComparison.Ordinal));
        Assert.DoesNotContain("\r", text);
    }
}
