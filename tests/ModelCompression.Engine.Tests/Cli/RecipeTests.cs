using System.Text.Json.Nodes;

namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class RecipeTests
{
    private const string Limits = """{ "Quantization": "Static+Dynamic+Float16", "WeightBits": 4, "GateSeverity": "None", "MaxMetricDrop": 0.0001 }""";

    [TestMethod]
    public void Resolved_recipe_repeats_the_file_in_another_folder_with_other_threads()
    {
        using var first = new Workspace();
        Classifier.WriteTo(first);
        first.Write("validation.npz", Classifier.Labelled(400, seed: 20, lead: 0)); // enough for a search with labels, and hard enough for 4 bits
        first.Write("limits.json", Limits);
        first.Run([.. Compress, "--recipe", "limits.json", "--max-threads", "1", "--report", "report"]).Exits(0);
        var recipe = File.ReadAllBytes(first["report/model.recipe.json"]);

        using var second = new Workspace();
        Classifier.WriteTo(second);
        second.Write("again.json", recipe);
        second.Run([.. Compress, "--recipe", "again.json", "--gate-severity", "None", "--max-threads", "2", "--report", "report"]).Exits(0);

        Assert.IsNotEmpty(JsonNode.Parse(recipe)?["rules"]?.AsArray() ?? []); // the limit is tight: the search had to do something
        CollectionAssert.AreEqual(File.ReadAllBytes(first["small.onnx"]), File.ReadAllBytes(second["small.onnx"]));
        CollectionAssert.AreEqual(recipe, File.ReadAllBytes(second["report/model.recipe.json"]));
    }

    [TestMethod]
    public void Rules_reach_the_report()
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        workspace.Write("rules.json", """
            { "Quantization": "Static+Dynamic+Float16", "AccuracyControl": false, "rules": [
              { "match": { "operator": "Conv" }, "exclude": true, "why": "measured by hand" },
              { "match": { "operator": "Gemm" }, "bits": 6 },
              { "match": { "name": "nowhere" }, "exclude": true } ] }
            """);
        var result = workspace.Run([.. Compress, "--recipe", "rules.json", "--max-metric-drop", "1", "--json"]).Exits(0);

        CollectionAssert.Contains(result.Diagnostics.ToArray(), "warning MC3010");
        Assert.AreEqual(6, result.Json.GetProperty("layers").EnumerateArray().Single(layer => layer.GetProperty("operator").GetString() == "Gemm").GetProperty("bits").GetInt32());
        Assert.IsTrue(result.Json.GetProperty("skipped").EnumerateArray().Any(item => item.GetProperty("why").GetString() == "measured by hand"));
    }

    [TestMethod]
    public void Nothing_asked_for_hands_the_original_on()
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        workspace.Run([.. Compress, "--quantization", "None"]).Exits(0);

        CollectionAssert.AreEqual(File.ReadAllBytes(workspace["model.onnx"]), File.ReadAllBytes(workspace["small.onnx"]));
    }

    private static string[] Compress => ["compress", "model.onnx", "-o", "small.onnx", "--calibration-data", "calibration.npz", "--validation-data", "validation.npz"];
}
