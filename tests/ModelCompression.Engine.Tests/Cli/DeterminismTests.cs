using System.Text.Json.Nodes;

namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class DeterminismTests
{
    [TestMethod]
    [DataRow("--pruning", "None")]
    [DataRow("--pruning", "Random", "--sparsity", "0.5")]
    public void Folder_language_time_zone_and_threads_change_nothing(params string[] more)
    {
        var (oneBytes, oneJson) = Compress("1", [("LANG", "C.UTF-8"), ("TZ", "UTC")], more);
        var (twoBytes, twoJson) = Compress("2", [("LANG", "de_DE.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Tokyo")], more);
        CollectionAssert.AreEqual(oneBytes, twoBytes);
        Assert.AreEqual(oneJson, twoJson);
    }

    /// <summary>The file, and the report without measured times and what is said about them.</summary>
    private static (byte[] Model, string Json) Compress(string threads, (string Name, string Value)[] environment, string[] more)
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        string[] arguments =
        [
            "compress", "model.onnx", "-o", "small.onnx", "--calibration-data", "calibration.npz", "--validation-data", "validation.npz",
            "--max-metric-drop", "1", "--max-threads", threads, "--report", "report", "--json", .. more,
        ];
        using var engine = new EngineProcess(workspace, arguments, environment);
        engine.Finish().Exits(0);
        var report = JsonNode.Parse(File.ReadAllBytes(workspace["report/report.json"]))?.AsObject() ?? [];
        report.Remove("latency");
        report["summary"] = string.Join(',', (report["summary"]?.GetValue<string>() ?? "").Split(',')[..^1]);
        var diagnostics = report["diagnostics"]?.AsArray() ?? [];
        diagnostics.RemoveAll(item => item?["code"]?.GetValue<string>() == "MC3003");
        return (File.ReadAllBytes(workspace["small.onnx"]), report.ToJsonString());
    }
}
