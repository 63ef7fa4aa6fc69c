namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class TargetTests
{
    private static readonly string[] Data = ["--calibration-data", "calibration.npz", "--validation-data", "validation.npz"];

    [TestMethod]
    [DataRow("TensorRT", "8")]
    [DataRow("Qnn", "8")]
    [DataRow("Qnn", "16")]
    public void Model_for_another_machine_is_judged_without_speed_and_the_report_says_so(string target, string bits)
    {
        using var workspace = Create();
        var result = workspace.Run(["compress", "model.onnx", "-o", "out.onnx", "--target", target, "--activation-bits", bits, .. Data, "--json"]).Exits(0);
        CollectionAssert.Contains(result.Diagnostics.ToArray(), "note MC3008");
        Assert.IsFalse(result.Json.TryGetProperty("latency", out _));
        Assert.IsGreaterThan(0.7, result.Json.GetProperty("metric").GetProperty("compressed").GetDouble());
        Assert.AreEqual(target, result.Json.GetProperty("recipe").GetProperty("Target").GetString());
        CollectionAssert.AreEqual(new[] { target == "Qnn" ? "Static" : "Float16" }, result.Json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("scheme").GetString()).Distinct().ToArray()); // these layers are too narrow for TensorRT
    }

    [TestMethod]
    [DataRow("--activation-bits", "16", "ActivationBits '16' is not available for Target 'TensorRT'")]
    [DataRow("--quantization", "Dynamic", "Quantization 'Dynamic' is not available for Target 'TensorRT'")]
    public void What_a_target_cannot_run_is_refused_by_name(string option, string value, string message)
    {
        using var workspace = Create();
        var result = workspace.Run(["compress", "model.onnx", "-o", "out.onnx", "--target", "TensorRT", option, value, .. Data, "--json"]).Exits(2);
        CollectionAssert.AreEqual(new[] { "error MC0004" }, result.Diagnostics.ToArray());
        StringAssert.Contains(result.Errors, message);
    }

    private static Workspace Create()
    {
        var workspace = new Workspace();
        workspace.Write("model.onnx", Classifier.ToBytes(Classifier.ModelText));
        Classifier.WriteTo(workspace);
        return workspace;
    }
}
