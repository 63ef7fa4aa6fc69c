using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class OptionReaderTests
{
    [TestMethod]
    public void Nothing_given_means_the_documented_defaults()
    {
        var options = Read();

        Assert.AreEqual("Auto", options.Recipe);
        Assert.AreEqual("Portable", options.Target);
        Assert.AreEqual(TimeSpan.FromMinutes(10), options.MaxTime);
        Assert.AreEqual(0.01, options.MaxMetricDrop);
        Assert.AreEqual("Error", options.GateSeverity);
        Assert.AreEqual(Granularity.PerChannel, options.Node.Granularity);
        Assert.IsNull(options.MinMetric);
        Assert.IsNull(options.MaxSizeBytes);
        Assert.AreEqual("", options.CalibrationData);
    }

    [TestMethod]
    [DataRow("Static", "", DisplayName = "no data")]
    [DataRow("Dynamic", "c.npz", DisplayName = "not static")]
    public void Equalization_that_cannot_happen_is_refused(string quantization, string data) => Assert.ThrowsExactly<UserErrorException>(() =>
        Read(("CrossLayerEqualization", "true"), ("Quantization", quantization), ("CalibrationData", data)));

    [TestMethod]
    [DataRow("Rmse")]
    [DataRow("Mae")]
    public void A_metric_with_a_unit_needs_its_own_limit(string metric)
    {
        Assert.Contains("give MaxMetricDrop", Assert.ThrowsExactly<UserErrorException>(() => Read(("Metric", metric))).Message);
        Assert.AreEqual(0.5, Read(("Metric", metric), ("MaxMetricDrop", "0.5")).MaxMetricDrop);
    }

    [TestMethod]
    public void Names_and_choices_are_compared_without_case() => Assert.AreEqual("Float16", Read(("quantization", "float16")).Quantization);

    [TestMethod]
    [DataRow("2MB", 2_000_000L)]
    [DataRow("500 kB", 500_000L)]
    [DataRow("1.5mb", 1_500_000L)]
    [DataRow("1234", 1_234L)]
    [DataRow("12B", 12L)]
    public void Sizes_have_decimal_units(string text, long bytes) => Assert.AreEqual(bytes, Read(("MaxSize", text)).MaxSizeBytes);

    [TestMethod]
    [DataRow("Quantization", "int8", "Allowed: None, Dynamic, Embedding, Float16, Static, WeightOnly")]
    [DataRow("Target", "Toaster", "Allowed: Arm64, DirectML, Portable, Qnn, TensorRT, X64")]
    [DataRow("Sparsity", "1.5", "from 0 to 1")]
    [DataRow("Sparsity", "0,5", "decimal point")]
    [DataRow("Sparsity", "NaN", "a number")]
    [DataRow("MaxMetricDrop", "1%", "no percent sign")]
    [DataRow("MaxSize", "0", "a size such as")]
    [DataRow("MaxSize", "two MB", "a size such as")]
    [DataRow("Seed", "1.5", "a whole number")]
    [DataRow("WeightBits", "3", "Allowed: 8, 7, 6, 5, 4")]
    public void A_value_that_is_not_allowed_is_one_coded_error_with_what_is(string name, string value, string expected)
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => Read((name, value)));

        Assert.AreEqual(Codes.InvalidOption, error.Diagnostic.Code);
        Assert.Contains(expected, error.Diagnostic.Message);
        Assert.Contains($"{name} '{value}'", error.Diagnostic.Message);
    }

    [TestMethod]
    public void Quantizers_are_joined_by_plus_and_None_stands_alone()
    {
        Assert.AreEqual("Dynamic+Float16", Read(("Quantization", " dynamic + FLOAT16 + Dynamic ")).Quantization);
        Assert.Contains("alone", Assert.ThrowsExactly<UserErrorException>(() => Read(("Quantization", "None+Dynamic"))).Diagnostic.Message);
        Assert.Contains("'Int3'", Assert.ThrowsExactly<UserErrorException>(() => Read(("Quantization", "Dynamic+Int3"))).Diagnostic.Message);
    }

    [TestMethod]
    [DataRow("Dynamic", "WeightSymmetry", "Asymmetric")]
    [DataRow("", "Granularity", "PerBlock")]
    [DataRow("WeightOnly", "WeightBits", "6")]
    [DataRow("WeightOnly", "Granularity", "PerTensor")]
    public void Weights_in_blocks_belong_to_WeightOnly(string quantization, string name, string value) => Assert.Contains(
        "'WeightOnly'", Assert.ThrowsExactly<UserErrorException>(() => Read(("Quantization", quantization), (name, value))).Diagnostic.Message);

    [TestMethod]
    public void Pruning_without_a_share_is_an_error() => Assert.Contains(
        "Sparsity", Assert.ThrowsExactly<UserErrorException>(() => Read(("Pruning", "Magnitude"))).Diagnostic.Message);

    [TestMethod]
    public void Static_without_calibration_data_is_an_error() => Assert.Contains(
        "CalibrationData", Assert.ThrowsExactly<UserErrorException>(() => Read(("Quantization", "Static"))).Diagnostic.Message);

    [TestMethod]
    public void What_the_item_says_wins_over_the_recipe_file()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp["r.json"], """{ "Quantization": "Dynamic", "Target": "X64" }""");
        var options = Reader(new DiagnosticList()).Read(new Dictionary<string, string> { ["Recipe"] = "r.json", ["Quantization"] = "Float16" }, temp.Path);

        Assert.AreEqual("Float16", options.Quantization);
        Assert.AreEqual("X64", options.Target);
    }

    [TestMethod]
    [DataRow("""{ "Sparsity": 1.5 }""", "Sparsity", DisplayName = "value")]
    [DataRow("""{ "Target": "Toaster", "Metric": "Top1" }""", "Target", DisplayName = "choice")]
    [DataRow("""{ "Quantization": "Static" }""", "Quantization", DisplayName = "what does not go together")]
    public void An_error_in_a_recipe_file_names_the_file(string json, string option)
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp["r.json"], json);
        var error = Assert.ThrowsExactly<UserErrorException>(() => Reader(new DiagnosticList()).Read(new Dictionary<string, string> { ["Recipe"] = "r.json" }, temp.Path)).Diagnostic;

        Assert.AreEqual((Codes.InvalidOption, temp["r.json"]), (error.Code, error.Where));
        Assert.EndsWith($"The recipe file 'r.json' sets {option}.", error.Message);
    }

    [TestMethod]
    public void An_error_beside_a_recipe_file_does_not_name_it()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp["r.json"], """{ "Metric": "Top1", "MaxMetricDrop": 0.5 }""");
        var given = new Dictionary<string, string> { ["Recipe"] = "r.json", ["MaxMetricDrop"] = "1%" };
        var error = Assert.ThrowsExactly<UserErrorException>(() => Reader(new DiagnosticList()).Read(given, temp.Path)).Diagnostic;

        Assert.IsNull(error.Where);
        Assert.DoesNotContain("r.json", error.Message);
    }

    [TestMethod]
    [DataRow("MaxMetricDropp", "MaxMetricDrop")]
    [DataRow("Calibrationdata1", "CalibrationData")]
    [DataRow("Gaol", null)]
    [DataRow("CopyToOutputDirectory", null)]
    public void A_likely_typo_is_a_warning_and_other_names_are_not_ours(string name, string? meant)
    {
        var diagnostics = new DiagnosticList();
        Reader(diagnostics).Read(new Dictionary<string, string> { [name] = "1" }, Path.GetTempPath());

        Assert.HasCount(meant is null ? 0 : 1, diagnostics.Items);
        Assert.IsTrue(diagnostics.Items.All(item => item.Code == Codes.UnknownOption && item.Message.Contains($"'{meant}'", StringComparison.Ordinal)));
    }

    private static OptionReader Reader(IDiagnostics diagnostics) => new(new OptionDefinitions(new Catalog()), diagnostics);

    private static CompressionOptions Read(params (string Name, string Value)[] values) =>
        Reader(new DiagnosticList()).Read(values.ToDictionary(pair => pair.Name, pair => pair.Value), Path.GetTempPath());
}
