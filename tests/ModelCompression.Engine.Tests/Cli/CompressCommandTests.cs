using System.Text.Json;

namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class CompressCommandTests
{
    private static readonly string[] Data = ["--calibration-data", "calibration.npz", "--validation-data", "validation.npz"];
    private static readonly string[] Inputs = ["calibration.npz", "model.onnx", "validation.npz"];

    [TestMethod]
    public void Json_of_an_accepted_model_has_every_field_and_nothing_else_is_written()
    {
        using var workspace = Create();
        var result = workspace.Run(["compress", "model.onnx", "-o", "out/small.onnx", .. Data, "--json"]).Exits(0);
        var json = result.Json;
        Assert.AreEqual("model.onnx", json.GetProperty("model").GetString());
        Assert.AreEqual("out/small.onnx", json.GetProperty("output").GetString());
        Assert.AreEqual(new FileInfo(workspace["model.onnx"]).Length, json.GetProperty("originalBytes").GetInt64());
        Assert.AreEqual(new FileInfo(workspace["out/small.onnx"]).Length, json.GetProperty("bytes").GetInt64());
        Assert.IsLessThan(0.4, json.GetProperty("bytes").GetDouble() / json.GetProperty("originalBytes").GetDouble());
        Assert.AreEqual("Pass", json.GetProperty("verdict").GetString());
        CheckMetric(json.GetProperty("metric"));
        Assert.IsGreaterThan(0, json.GetProperty("latency").GetProperty("ratio").GetDouble());
        CollectionAssert.Contains(new[] { "avx2", "avx512", "vnni", "arm64", "other" }, json.GetProperty("cpu").GetProperty("class").GetString());
        CollectionAssert.IsSubsetOf(new[] { "Conv", "Gemm" }, json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("operator").GetString()).ToArray());
        Assert.IsEmpty(result.Diagnostics);
        CollectionAssert.AreEqual(new[] { "calibration.npz", "model.onnx", "out", "out/small.onnx", "validation.npz" }, workspace.Files.ToArray());
        Assert.IsEmpty(workspace.Strays);
    }

    [TestMethod]
    public void Prints_one_summary_line_without_json()
    {
        using var workspace = Create();
        var result = workspace.Run(["compress", "model.onnx", "-o", "small.onnx", .. Data]).Exits(0);
        StringAssert.StartsWith(result.Output, "model.onnx: ");
        Assert.HasCount(1, result.Output.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void Failed_gate_exits_1_with_a_code_and_leaves_an_existing_output_alone()
    {
        using var workspace = Create();
        workspace.Write("small.onnx", "mine");
        var result = workspace.Run(["compress", "model.onnx", "-o", "small.onnx", .. Data, "--min-metric", "1.01", "--json"]).Exits(1);
        Assert.AreEqual("error MC1001", string.Join(", ", result.Diagnostics));
        Assert.AreEqual("Fail", result.Json.GetProperty("verdict").GetString());
        Assert.IsFalse(result.Json.TryGetProperty("output", out _));
        CheckMetric(result.Json.GetProperty("metric"));
        StringAssert.Contains(result.Errors, "error MC1001: Model 'model.onnx': ");
        Assert.AreEqual("mine", File.ReadAllText(workspace["small.onnx"]));
        CollectionAssert.AreEqual(Inputs.Append("small.onnx").Order(StringComparer.Ordinal).ToArray(), workspace.Files.ToArray());
        Assert.IsEmpty(workspace.Strays);
    }

    [TestMethod]
    public void Size_limit_fails_with_its_own_code()
    {
        using var workspace = Create();
        var result = workspace.Run("compress", "model.onnx", "-o", "small.onnx", "--max-size", "1kB", "--gate-severity", "error", "--json").Exits(1);
        CollectionAssert.Contains(result.Diagnostics.ToArray(), "error MC1002");
        StringAssert.Contains(result.Errors, "warning MC3001: MaxSize is the only limit, the accuracy is not gated");
        StringAssert.Contains(result.Json.GetProperty("summary").GetString(), "(not gated)");
        CollectionAssert.AreEqual(Inputs, workspace.Files.ToArray());
    }

    [TestMethod]
    [DataRow("Warning", "warning MC1001")]
    [DataRow("None", null)]
    public void Failed_gate_is_accepted_when_it_is_no_error(string severity, string? reported)
    {
        using var workspace = Create();
        var result = workspace.Run(["compress", "model.onnx", "-o", "small.onnx", .. Data, "--min-metric", "1.01", "--gate-severity", severity, "--json"]).Exits(0);
        Assert.AreEqual("Fail", result.Json.GetProperty("verdict").GetString());
        Assert.AreEqual(reported ?? "", string.Join(", ", result.Diagnostics));
        Assert.IsTrue(File.Exists(workspace["small.onnx"]));
    }

    [TestMethod]
    [DataRow("MC0006", "model.onnx/out.onnx")]
    [DataRow("MC0006", "folder")]
    [DataRow("MC0004", "")]
    public void Output_that_cannot_be_written_is_a_coded_error(string code, string output)
    {
        using var workspace = Create();
        Directory.CreateDirectory(workspace["folder"]);
        var before = workspace.Files;
        var result = workspace.Run("compress", "model.onnx", "-o", output, "--json").Exits(2);
        CollectionAssert.AreEqual(new[] { "error " + code }, result.Diagnostics.ToArray());
        CollectionAssert.AreEqual(before.ToArray(), workspace.Files.ToArray());
    }

    [TestMethod]
    public void User_error_leaves_an_existing_output_alone_and_nothing_behind()
    {
        using var workspace = Create();
        workspace.Write("small.onnx", "mine");
        var before = workspace.Files;
        var result = workspace.Run("compress", "model.onnx", "-o", "small.onnx", "--validation-data", "absent.npz", "--json").Exits(2);
        CollectionAssert.AreEqual(new[] { "error MC2005" }, result.Diagnostics.ToArray());
        Assert.AreEqual("mine", File.ReadAllText(workspace["small.onnx"]));
        CollectionAssert.AreEqual(before.ToArray(), workspace.Files.ToArray());
        Assert.IsEmpty(workspace.Strays);
    }

    [TestMethod]
    public void Names_from_files_reach_the_terminal_without_control_characters()
    {
        using var workspace = Create();
        workspace.Write("x.npz", Classifier.Npz(("\n::error::\u001b[31m##vso[task]", Classifier.Images(1, seed: 1))));
        var result = workspace.Run("compress", "model.onnx", "-o", "small.onnx", "--validation-data", "x.npz").Exits(2);
        StringAssert.Contains(result.Errors, "MC2004");
        Assert.HasCount(1, result.Errors.TrimEnd('\n').Split('\n'));
        Assert.IsFalse(result.Errors.Contains('\u001b', StringComparison.Ordinal) || result.Errors.Contains("##", StringComparison.Ordinal), result.Errors);
    }

    [TestMethod]
    public void Refuses_to_overwrite_the_model()
    {
        using var workspace = Create();
        var before = File.ReadAllBytes(workspace["model.onnx"]);
        var result = workspace.Run("compress", "model.onnx", "-o", "../project é/model.onnx", "--json").Exits(2);
        CollectionAssert.AreEqual(new[] { "error MC0006" }, result.Diagnostics.ToArray());
        CollectionAssert.AreEqual(before, File.ReadAllBytes(workspace["model.onnx"]));
    }

    [TestMethod]
    public void Report_is_written_on_success_and_on_failure()
    {
        using var workspace = Create();
        workspace.Run(["compress", "model.onnx", "-o", "small.onnx", .. Data, "--report", "good"]).Exits(0);
        workspace.Run("compress", "absent.onnx", "-o", "small2.onnx", "--report", "bad").Exits(2);
        string[] files = ["report.html", "report.json", "report.junit.xml", "report.md", "report.sarif"];
        string[] expected = [.. files.Select(file => "bad/" + file), .. files.Select(file => "good/" + file)];
        CollectionAssert.IsSubsetOf(expected, workspace.Files.ToArray());
        using var good = JsonDocument.Parse(File.ReadAllBytes(workspace["good/report.json"]));
        Assert.AreEqual("Pass", good.RootElement.GetProperty("verdict").GetString());
        using var bad = JsonDocument.Parse(File.ReadAllBytes(workspace["bad/report.json"]));
        Assert.AreEqual("Error", bad.RootElement.GetProperty("verdict").GetString());
    }

    [TestMethod]
    public void Cache_folder_makes_the_second_run_reuse_the_first()
    {
        using var workspace = Create();
        string[] arguments = ["compress", "model.onnx", "-o", "small.onnx", .. Data, "--cache-directory", workspace.Aside("cache"), "--json"];
        var first = workspace.Run(arguments).Exits(0);
        var second = workspace.Run(arguments).Exits(0);
        Assert.AreEqual(first.Output, second.Output, "Measured times are equal only when they come from the cache.");
    }

    private static Workspace Create()
    {
        var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        return workspace;
    }

    private static void CheckMetric(JsonElement metric)
    {
        Assert.AreEqual("Top1", metric.GetProperty("name").GetString());
        Assert.AreEqual(1, metric.GetProperty("original").GetDouble());
        Assert.AreEqual(40, metric.GetProperty("n").GetInt32());
        Assert.AreEqual(0, metric.GetProperty("repaired").GetInt32());
        var drop = metric.GetProperty("original").GetDouble() - metric.GetProperty("compressed").GetDouble();
        Assert.AreEqual(drop, metric.GetProperty("drop").GetDouble(), 1e-12);
        Assert.AreEqual(drop * 40, metric.GetProperty("broken").GetInt32(), 1e-9);
    }
}
