namespace ModelCompression.Engine.Tests.Cli;

/// <summary>Models that were quantized elsewhere.</summary>
[TestClass]
public sealed class QuantizedModelTests
{
    [TestMethod]
    public void Quantized_model_is_passed_through_byte_for_byte_with_warnings()
    {
        using var workspace = new Workspace();
        workspace.Write("model.onnx", Classifier.ToBytes(InspectCommandTests.SaturatingText));
        var result = workspace.Run("compress", "model.onnx", "-o", "out.onnx", "--json").Exits(0);
        CollectionAssert.AreEquivalent(new[] { "warning MC3001", "warning MC3006", "warning MC3007" }, result.Diagnostics.ToArray());
        CollectionAssert.AreEqual(File.ReadAllBytes(workspace["model.onnx"]), File.ReadAllBytes(workspace["out.onnx"]));
    }

    [TestMethod]
    public void Evaluated_file_that_can_saturate_is_warned_about()
    {
        using var workspace = new Workspace();
        workspace.Write("model.onnx", Classifier.ToBytes(InspectCommandTests.SaturatingText));
        var result = workspace.Run("evaluate", "model.onnx", "--json").Exits(0);
        Assert.HasCount(1, result.Diagnostics.Where(line => line == "warning MC3006").ToList());
    }

    [TestMethod]
    public void File_made_here_for_any_cpu_is_clean()
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        workspace.Run("compress", "model.onnx", "-o", "small.onnx", "--calibration-data", "calibration.npz", "--json").Exits(0);
        var result = workspace.Run("inspect", "small.onnx").Exits(0);
        StringAssert.Contains(result.Output, "int8 products can saturate: the same results on every CPU");
        Assert.AreEqual(0, workspace.Run("inspect", "small.onnx", "--json").Exits(0).Json.GetProperty("saturation").GetArrayLength());
    }
}
