namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class EvaluateCommandTests
{
    [TestMethod]
    public void Model_alone_is_compared_with_itself()
    {
        using var workspace = Create();
        var before = workspace.Files;
        var json = workspace.Run("evaluate", "model.onnx", "--validation-data", "validation.npz", "--metric", "Top1", "--json").Exits(0).Json;
        var metric = json.GetProperty("metric");
        Assert.AreEqual("Top1", metric.GetProperty("name").GetString());
        Assert.AreEqual(1, metric.GetProperty("compressed").GetDouble());
        Assert.AreEqual(0, metric.GetProperty("drop").GetDouble());
        Assert.AreEqual("Pass", json.GetProperty("verdict").GetString());
        CollectionAssert.AreEqual(before.ToArray(), workspace.Files.ToArray());
        Assert.IsEmpty(workspace.Strays);
    }

    [TestMethod]
    public void Worse_model_fails_against_its_original_and_stays()
    {
        using var workspace = Create();
        workspace.Write("worse.onnx", Classifier.ToBytes(Classifier.ModelText.Replace("seed 3", "seed 33", StringComparison.Ordinal)));
        var before = workspace.Files;
        var result = workspace.Run("evaluate", "worse.onnx", "--against", "model.onnx", "--validation-data", "validation.npz", "--json").Exits(1);
        CollectionAssert.AreEqual(new[] { "error MC1001" }, result.Diagnostics.ToArray());
        var metric = result.Json.GetProperty("metric");
        Assert.AreEqual(1, metric.GetProperty("original").GetDouble());
        Assert.IsGreaterThan(0.3, metric.GetProperty("drop").GetDouble());
        Assert.AreEqual(metric.GetProperty("drop").GetDouble() * 40, metric.GetProperty("broken").GetInt32(), 1e-9);
        CollectionAssert.AreEqual(before.ToArray(), workspace.Files.ToArray());
    }

    [TestMethod]
    public void Models_with_other_inputs_cannot_be_compared()
    {
        using var workspace = Create();
        workspace.Write("other.onnx", Classifier.ToBytes(Classifier.ModelText.Replace("image", "picture", StringComparison.Ordinal)));
        var result = workspace.Run("evaluate", "other.onnx", "--against", "model.onnx", "--validation-data", "validation.npz", "--json").Exits(2);
        CollectionAssert.AreEqual(new[] { "error MC2014" }, result.Diagnostics.ToArray());
    }

    private static Workspace Create()
    {
        var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        return workspace;
    }
}
