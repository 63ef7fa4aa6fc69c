namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class InspectCommandTests
{
    /// <summary>All weights 127: any two neighbours saturate.</summary>
    internal const string SaturatingText =
        "input x: float[N,8] q, s, z = DynamicQuantizeLinear(x) w = const int8[8,4] fill 127 p = MatMulInteger(q, w, z) i = Cast(p) <to=1> k = const float[] {0.01} t = Mul(s, k) y = Mul(i, t) output y: float[N,4]";

    [TestMethod]
    public void Json_tells_signature_operators_and_weights()
    {
        using var workspace = new Workspace();
        workspace.Write("model.onnx", Classifier.Model());
        var json = workspace.Run("inspect", "model.onnx", "--json").Exits(0).Json;
        Assert.AreEqual("model.onnx", json.GetProperty("model").GetString());
        Assert.AreEqual(new FileInfo(workspace["model.onnx"]).Length, json.GetProperty("bytes").GetInt64());
        Assert.AreEqual("image", json.GetProperty("inputs")[0].GetProperty("name").GetString());
        Assert.AreEqual("logits", json.GetProperty("outputs")[0].GetProperty("name").GetString());
        CollectionAssert.AreEqual(new[] { "Conv", "Flatten", "Gemm", "Relu" }, json.GetProperty("operators").EnumerateArray().Select(item => item.GetProperty("name").GetString()).ToArray());
        Assert.AreEqual(72 + 8 + 5120 + 10, json.GetProperty("weights")[0].GetProperty("elements").GetInt64());
        Assert.AreEqual(0, json.GetProperty("diagnostics").GetArrayLength());
    }

    [TestMethod]
    public void Names_cannot_command_a_terminal_or_a_build_server()
    {
        using var workspace = new Workspace();
        var model = Testing.GraphText.Parse("input x: float[N,4]\ny = Relu(x)\noutput y: float[N,4]\n");
        model.Graph.Inputs[0].Name = "::error::\n##vso[task]\u001b[31m";
        workspace.Write("model.onnx", Onnx.OnnxWriter.ToBytes(model));
        var text = workspace.Run("inspect", "model.onnx").Exits(0).Output;
        Assert.IsFalse(text.Contains('\u001b', StringComparison.Ordinal) || text.Contains("##", StringComparison.Ordinal), text);
        Assert.IsFalse(text.Split('\n').Any(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal)), text);
        StringAssert.Contains(text, "  error:: #vso[task]\ufffd[31m: ");
    }

    [TestMethod]
    public void Model_crafted_to_saturate_is_reported_on_any_host()
    {
        using var workspace = new Workspace();
        workspace.Write("model.onnx", Classifier.ToBytes(SaturatingText));
        var layer = workspace.Run("inspect", "model.onnx", "--json").Exits(0).Json.GetProperty("saturation")[0];
        Assert.AreEqual("MatMulInteger", layer.GetProperty("operator").GetString());
        Assert.AreEqual((16, 16), (layer.GetProperty("pairs").GetInt32(), layer.GetProperty("riskyPairs").GetInt32()));
        StringAssert.Contains(workspace.Run("inspect", "model.onnx").Exits(0).Output, "1 of 1 int8 products can saturate");
    }

    [TestMethod]
    public void Error_is_coded_and_printed_as_json()
    {
        using var workspace = new Workspace();
        var result = workspace.Run("inspect", "absent.onnx", "--json").Exits(2);
        Assert.AreEqual("absent.onnx", result.Json.GetProperty("model").GetString());
        CollectionAssert.AreEqual(new[] { "error MC2001" }, result.Diagnostics.ToArray());
        StringAssert.Contains(result.Errors, "error MC2001: ");
    }
}
