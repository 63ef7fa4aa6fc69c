using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class SummaryLineTests
{
    private static readonly ModelReport Digits = ReportSamples.Pass with
    {
        Layers = [new LayerReport("conv", "Conv", "Static", null)],
    };

    [TestMethod]
    public void Says_size_accuracy_scheme_and_speed() => Assert.AreEqual(
        "digits.onnx: 1.7 MB -> 0.44 MB (3.9x), Top1 98.95% -> 98.97% (limit -1.0 pp), int8 static, 1.2x on AVX2", SummaryLine.Of(Digits));

    [TestMethod]
    public void Names_every_scheme_that_is_used() => Assert.Contains(
        "int8 static+dynamic, fp16 storage, 50% zeros", SummaryLine.Of(ReportSamples.Pass with { Sparsity = 0.5 }));

    [TestMethod]
    public void Names_storage_of_weights_and_tables() => Assert.Contains(
        "weight-only, int8 embeddings, 1.2x", SummaryLine.Of(Digits with { Layers = [new LayerReport("g", "Gather", "Embedding", null), new LayerReport("m", "MatMul", "WeightOnly", null)] }));

    [TestMethod]
    public void A_file_that_was_judged_is_called_what_its_operators_show() => Assert.Contains(
        ", int8 static, fp16 storage, 1.2x", SummaryLine.Of(Digits with { Layers = [], Recipe = new Dictionary<string, string>(), Schemes = ["Static", "Float16"] }));

    [TestMethod]
    public void A_quantized_model_that_was_passed_on_was_so_already() => Assert.Contains(
        ", already int8 dynamic, 1.2x", SummaryLine.Of(Digits with { Layers = [], Recipe = new Dictionary<string, string> { ["Quantization"] = "" }, Schemes = ["Dynamic"] }));

    [TestMethod]
    public void Fidelity_without_a_gate_says_so() => Assert.Contains("fidelity 0.9931 (not gated)", SummaryLine.Of(ReportSamples.NotGated));

    [TestMethod]
    public void A_file_that_is_too_large_has_no_limit_of_accuracy_without_data() => Assert.Contains(
        "fidelity 0.9931 (not gated)", SummaryLine.Of(ReportSamples.NotGated with { Verdict = "Fail", Metric = ReportSamples.NotGated.Metric! with { IsGated = false } })); // the sample has a metric

    [TestMethod]
    public void Fidelity_with_a_gate_names_the_required_value() => Assert.Contains(
        "fidelity 0.9931 (limit 0.99)", SummaryLine.Of(ReportSamples.NotGated with { Verdict = "Pass" }));

    [TestMethod]
    public void A_metric_that_is_not_a_rate_keeps_its_unit() => Assert.Contains(
        "Rmse 3.125 -> 3.25 (limit -0.2)", SummaryLine.Of(Digits with { Metric = new MetricReport("Rmse", 3.125, 3.25, 0.125, 100, 0, 0, 0.2, null) }));

    [TestMethod]
    [DataRow(0.01, "limit -1.0 pp")]
    [DataRow(0.0025, "limit -0.25 pp")]
    [DataRow(0.0, "limit -0.0 pp")]
    public void The_limit_is_not_rounded_away(double limit, string expected) => Assert.Contains(
        expected, SummaryLine.Of(Digits with { Metric = Digits.Metric! with { Limit = limit } })); // the sample has a metric

    [TestMethod]
    [DataRow(1.21, "1.2x")]
    [DataRow(2.96, "3.0x")]
    [DataRow(0.999, "0.99x")]
    [DataRow(0.83, "0.83x")]
    public void A_model_that_is_slower_never_reads_as_equal(double ratio, string expected) => Assert.AreEqual(expected, SummaryLine.Ratio(ratio));

    [TestMethod]
    public void Speed_that_was_not_measured_is_left_out() => Assert.EndsWith("int8 static", SummaryLine.Of(Digits with { Latency = null }));

    [TestMethod]
    public void Speed_that_is_not_a_number_is_left_out() => Assert.DoesNotContain("NaN", SummaryLine.Of(ReportSamples.Extreme));

    [TestMethod]
    public void An_error_names_its_code_and_no_scheme() => Assert.AreEqual("flowers.onnx: not compressed (MC2003)", SummaryLine.Of(ReportSamples.Error));

    [TestMethod]
    [DataRow("a\n::error::b.onnx")]
    [DataRow("::error::b.onnx")]
    [DataRow("a###vso[task.complete]b.onnx")]
    [DataRow("a\u2028##[error]b.onnx")]
    public void Is_one_line_and_no_command_whatever_the_name(string model)
    {
        var line = SummaryLine.Of(Digits with { Model = model });

        Assert.IsFalse(line.Any(c => char.IsControl(c) || c == '\u2028'), line);
        Assert.IsFalse(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line);
        Assert.DoesNotContain("##", line);
    }

    [TestMethod]
    [DataRow("models/a.onnx")]
    [DataRow(@"models\a.onnx")]
    [DataRow("a.onnx")]
    public void Names_the_file_without_its_folder_on_every_system(string model) => Assert.StartsWith("a.onnx: ", SummaryLine.Of(Digits with { Model = model }));

    [TestMethod]
    [DataRow(12_345_678L, "12 MB")]
    [DataRow(1_724_680L, "1.7 MB")]
    [DataRow(440_123L, "0.44 MB")]
    [DataRow(99_499L, "99 kB")]
    [DataRow(1_000L, "1 kB")]
    [DataRow(999L, "999 bytes")]
    [DataRow(0L, "0 bytes")]
    public void Sizes_are_decimal(long bytes, string expected) => Assert.AreEqual(expected, SummaryLine.Size(bytes));
}
