using System.Text.Json;
using ModelCompression.Testing;

namespace ModelCompression.Engine.Tests.Protocol;

[TestClass]
public sealed class RequestRunnerTests
{
    private static readonly (string Name, string Value)[] Data = [("CalibrationData", "calibration.npz"), ("ValidationData", "validation.npz")];

    [TestMethod]
    public void Writes_output_summary_and_report()
    {
        using var workspace = Create();
        var answer = new Request(workspace).Item("a", "model.onnx", Data).Run().Exits(0);
        CollectionAssert.AreEqual(new[] { "a: compressed" }, answer.Work.ToArray());
        CollectionAssert.AreEqual(
            new[] { "obj/a.json", "obj/a.onnx", "obj/a.report", "obj/a.report/a.recipe.json", "obj/a.report/report.html", "obj/a.report/report.json", "obj/a.report/report.junit.xml", "obj/a.report/report.md", "obj/a.report/report.sarif", "obj/request.json" },
            workspace.Files.Where(file => file.StartsWith("obj/", StringComparison.Ordinal)).ToArray());
        using var summary = JsonDocument.Parse(File.ReadAllBytes(workspace["obj/a.json"]));
        Assert.AreEqual(JsonValueKind.Object, summary.RootElement.ValueKind);
        Assert.IsEmpty(workspace.Strays);
    }

    [TestMethod]
    public void Failed_gate_removes_output_and_summary_and_a_relaxed_limit_passes_from_the_cache()
    {
        using var workspace = Create();
        Assert.AreEqual("a: compressed", new Request(workspace).Item("a", "model.onnx", Data).Run().Exits(0).Work.Single());
        var failed = new Request(workspace).Item("a", "model.onnx", [.. Data, ("MinMetric", "1.01")]).Run().Exits(1);
        CollectionAssert.AreEqual(new[] { "a: MC1001" }, failed.CodedErrors.ToArray());
        Assert.AreEqual("a: cached", failed.Work.Single());
        Assert.IsFalse(File.Exists(workspace["obj/a.onnx"]));
        Assert.IsFalse(File.Exists(workspace["obj/a.json"]));
        Assert.IsTrue(File.Exists(workspace["obj/a.report/report.json"]));
        Assert.AreEqual("a: cached", new Request(workspace).Item("a", "model.onnx", Data).Run().Exits(0).Work.Single());
        Assert.IsTrue(File.Exists(workspace["obj/a.onnx"]));
    }

    [TestMethod]
    public void User_error_removes_output_and_summary()
    {
        using var workspace = Create();
        workspace.Write("obj/a.onnx", "old");
        workspace.Write("obj/a.json", "old");
        var answer = new Request(workspace).Item("a", "absent.onnx").Run().Exits(2);
        CollectionAssert.AreEqual(new[] { "a: MC2001" }, answer.CodedErrors.ToArray());
        Assert.IsFalse(File.Exists(workspace["obj/a.onnx"]) || File.Exists(workspace["obj/a.json"]));
    }

    [TestMethod]
    public void Changed_inputs_redo_only_what_depends_on_them()
    {
        using var workspace = Create();
        string Work(params IEnumerable<(string, string)> more) => new Request(workspace).Item("a", "model.onnx", [.. Data, .. more]).Run().Exits(0).Work.Single();

        Assert.AreEqual("a: compressed", Work());
        Assert.AreEqual("a: cached", Work(("MinMetric", "0.1")));
        workspace.Write("validation.npz", Classifier.Labelled(40, seed: 21));
        Assert.AreEqual("a: evaluated", Work());
        Assert.AreEqual("a: evaluated", Work(("Metric", "Fidelity")));
        Assert.AreEqual("a: compressed", Work(("Granularity", "PerTensor")));
        Assert.AreEqual("a: cached", Work());
        workspace.Write("calibration.npz", Classifier.Npz(("image", Classifier.Images(24, seed: 31))));
        Assert.AreEqual("a: compressed", Work());
    }

    [TestMethod]
    public void Changed_preprocessing_compresses_again()
    {
        using var workspace = Create();
        workspace.Write("calibration.npz", Classifier.Npz(("image", Classifier.ByteImages(8, seed: 30))));
        workspace.Write("validation.npz", Classifier.Npz(("image", Classifier.ByteImages(8, seed: 31))));
        string Work() => new Request(workspace).Item("a", "model.onnx", [.. Data, ("Preprocess", "spec.json")]).Run().Exits(0).Work.Single();
        workspace.Write("spec.json", Spec(mean: 0));
        Assert.AreEqual("a: compressed", Work());
        Assert.AreEqual("a: cached", Work());
        workspace.Write("spec.json", Spec(mean: 1));
        Assert.AreEqual("a: compressed", Work());
    }

    [TestMethod]
    public void Changed_external_data_compresses_again()
    {
        using var workspace = Create();
        WriteExternal(workspace, seed: 3);
        string Work() => new Request(workspace).Item("a", "large.onnx", ("GateSeverity", "None")).Run().Exits(0).Work.Single();
        Assert.AreEqual("a: compressed", Work());
        Assert.AreEqual("a: cached", Work());
        var model = File.ReadAllBytes(workspace["large.onnx"]);
        WriteExternal(workspace, seed: 5);
        CollectionAssert.AreEqual(model, File.ReadAllBytes(workspace["large.onnx"]), "Only the data file differs.");
        Assert.AreEqual("a: compressed", Work());
    }

    [TestMethod]
    public void Cache_only_takes_from_the_cache_and_computes_nothing()
    {
        using var workspace = Create();
        var refused = new Request(workspace).CacheOnly().Item("a", "model.onnx", Data).Run().Exits(2);
        CollectionAssert.AreEqual(new[] { "a: MC1004" }, refused.CodedErrors.ToArray());
        new Request(workspace).Item("a", "model.onnx", Data).Run().Exits(0);
        Assert.AreEqual("a: cached", new Request(workspace).CacheOnly().Item("a", "model.onnx", Data).Run().Exits(0).Work.Single());
    }

    [TestMethod]
    public void One_failing_item_does_not_stop_the_others_and_the_worst_exit_code_wins()
    {
        using var workspace = Create();
        var answer = new Request(workspace).Item("bad", "absent.onnx").Item("gate", "model.onnx", [.. Data, ("MinMetric", "1.01")]).Item("good", "model.onnx", Data).Run().Exits(2);
        CollectionAssert.AreEqual(new[] { "bad: MC2001", "gate: MC1001" }, answer.CodedErrors.ToArray());
        CollectionAssert.AreEqual(new[] { "gate: compressed", "good: cached" }, answer.Work.ToArray());
        Assert.IsTrue(File.Exists(workspace["obj/good.onnx"]));
        Assert.IsFalse(File.Exists(workspace["obj/gate.onnx"]));
    }

    [TestMethod]
    public void Report_that_cannot_be_written_stops_no_other_item()
    {
        using var workspace = Create();
        workspace.Write("obj/a.report", "a file where the folder should be");
        var answer = new Request(workspace).Item("a", "model.onnx", Data).Item("b", "model.onnx", Data).Run().Exits(2);
        CollectionAssert.AreEqual(new[] { "a: MC0006" }, answer.CodedErrors.ToArray());
        CollectionAssert.AreEqual(new[] { "a: compressed", "b: cached" }, answer.Work.ToArray());
    }

    [TestMethod]
    [DataRow("absent", null)]
    [DataRow("no JSON", "{")]
    [DataRow("another schema", """{"schema":2,"projectDirectory":"/","items":[]}""")]
    [DataRow("no items", """{"schema":1,"projectDirectory":"/"}""")]
    [DataRow("an item that is null", """{"schema":1,"projectDirectory":"/","items":[null]}""")]
    [DataRow("an item without a model", """{"schema":1,"projectDirectory":"/","items":[{"id":"a","output":"/tmp/x"}]}""")]
    [DataRow("a path with a NUL", """{"schema":1,"projectDirectory":"/","items":[{"id":"a","model":"/\u0000","output":"/tmp/x"}]}""")]
    public void Invalid_request_is_a_coded_error(string what, string? content)
    {
        using var workspace = new Workspace();
        var path = content is null ? workspace["request.json"] : workspace.Write("request.json", content);
        var answer = Answer.Of(workspace.Run("request", path)).Exits(2);
        CollectionAssert.AreEqual(new[] { ": MC0007" }, answer.CodedErrors.ToArray(), what);
    }

    private static Workspace Create()
    {
        var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        return workspace;
    }

    private static string Spec(int mean) =>
        """{"schema":1,"inputs":{"image":{"type":"image","color":"GRAY","scale":1,"mean":[M],"std":[1],"layout":"NCHW","dtype":"float32"}}}""".Replace("M", $"{mean}", StringComparison.Ordinal);

    /// <summary>The classifier with its largest weight in <c>large.onnx.data</c>.</summary>
    private static void WriteExternal(Workspace workspace, int seed) => Onnx.OnnxWriter.Write(
        GraphText.Parse(Classifier.ModelText.Replace("seed 3", $"seed {seed}", StringComparison.Ordinal)), workspace["large.onnx"], maxBytes: 1000);
}
