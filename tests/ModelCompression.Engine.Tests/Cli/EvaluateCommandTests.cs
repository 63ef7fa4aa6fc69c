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

    [TestMethod]
    public void Scored_pairs_are_judged_by_their_order()
    {
        using var workspace = new Workspace();
        TextModel.WriteTo(workspace);

        var json = workspace.Run("evaluate", "text.onnx", "--validation-data", "pairs.csv", "--preprocess", "text.json", "--json").Exits(0).Json;

        var metric = json.GetProperty("metric");
        Assert.AreEqual("Spearman", metric.GetProperty("name").GetString());
        Assert.AreEqual(1, metric.GetProperty("compressed").GetDouble(), 1e-12);
        Assert.AreEqual(3, metric.GetProperty("n").GetInt32());
        StringAssert.Contains(json.GetProperty("preprocessing").GetString(), "vocabSha256");
    }

    [TestMethod]
    [DataRow("pairs.csv")]
    [DataRow("lines.txt")]
    public void Texts_without_labels_are_judged_by_fidelity(string data)
    {
        using var workspace = new Workspace();
        TextModel.WriteTo(workspace);

        var json = workspace.Run("evaluate", "text.onnx", "--calibration-data", data, "--preprocess", "text.json", "--gate-severity", "None", "--json").Exits(0).Json;

        Assert.AreEqual("Fidelity", json.GetProperty("metric").GetProperty("name").GetString());
        Assert.AreEqual(1, json.GetProperty("metric").GetProperty("compressed").GetDouble());
    }

    [TestMethod]
    public void Embeddings_that_are_not_finite_fail_the_gate()
    {
        using var workspace = new Workspace();
        TextModel.WriteTo(workspace);
        workspace.Write("bad.onnx", TextModel.NotFinite());

        var result = workspace.Run("evaluate", "bad.onnx", "--against", "text.onnx", "--validation-data", "pairs.csv", "--preprocess", "text.json", "--json").Exits(1);

        CollectionAssert.AreEqual(new[] { "error MC1001" }, result.Diagnostics.ToArray());
        StringAssert.Contains(result.Json.GetProperty("reasons")[0].GetString(), "Spearman of the compressed model is not a number on 'pairs.csv'");
    }

    private static Workspace Create()
    {
        var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        return workspace;
    }
}
