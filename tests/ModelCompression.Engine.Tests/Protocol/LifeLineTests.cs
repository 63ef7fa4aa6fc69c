namespace ModelCompression.Engine.Tests.Protocol;

[TestClass]
public sealed class LifeLineTests
{
    [TestMethod]
    public void End_of_standard_input_stops_the_engine_and_leaves_nothing_behind()
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        workspace.Write("calibration.npz", Classifier.Npz(("image", Classifier.Images(60_000, seed: 10))));
        workspace.Write("obj/.keep", "");
        var request = new Request(workspace).Item("a", "model.onnx", ("CalibrationData", "calibration.npz"), ("GateSeverity", "None"));
        var before = workspace.Files;
        using var engine = new EngineProcess(workspace, ["request", request.Write()]);
        engine.CloseInput();
        var result = engine.Finish();
        Assert.AreEqual(2, result.ExitCode);
        Assert.IsEmpty(Answer.Of(result).OfType("done"), "Only a finished request is done.");
        Assert.AreEqual("", result.Errors);
        CollectionAssert.AreEqual(before.Append("obj/request.json").Order(StringComparer.Ordinal).ToArray(), workspace.Files.ToArray());
        Assert.IsEmpty(workspace.Strays);
        Assert.IsTrue(!Directory.Exists(request.CacheFolder) || !Directory.EnumerateFiles(request.CacheFolder, "*", SearchOption.AllDirectories).Any());
    }
}
