namespace ModelCompression.Engine.Tests.Protocol;

/// <summary>When a lock file counts, and what a build server insists on.</summary>
[TestClass]
public sealed class LockTests
{
    private static readonly (string Name, string Value)[] Data = [("CalibrationData", "calibration.npz"), ("ValidationData", "validation.npz")];

    [TestMethod]
    public void A_build_server_verifies_a_lock_file_that_is_there()
    {
        using var workspace = Create();
        Run(workspace, "Update", isBuildServer: false).Exits(0);
        Assert.IsTrue(File.Exists(workspace["model.onnx.lock.json"]));
        Run(workspace, "", isBuildServer: true).Exits(0);

        var changed = Run(workspace, "", isBuildServer: true, ("Granularity", "PerTensor")).Exits(2);

        CollectionAssert.AreEqual(new[] { "a: MC1006" }, changed.CodedErrors.ToArray());
        Assert.IsFalse(File.Exists(workspace["obj/a.onnx"]));
        Run(workspace, "", isBuildServer: false, ("Granularity", "PerTensor")).Exits(0);
        Run(workspace, "off", isBuildServer: true, ("Granularity", "PerTensor")).Exits(0);
    }

    [TestMethod]
    public void Without_a_lock_file_a_build_server_verifies_nothing_unless_it_is_told_to()
    {
        using var workspace = Create();

        Run(workspace, "", isBuildServer: true).Exits(0);
        CollectionAssert.AreEqual(new[] { "a: MC2016" }, Run(workspace, "Verify", isBuildServer: false).Exits(2).CodedErrors.ToArray());
        CollectionAssert.AreEqual(new[] { "a: MC0004" }, Run(workspace, "Check", isBuildServer: false).Exits(2).CodedErrors.ToArray());
    }

    [TestMethod]
    public void Missing_validation_data_fail_on_a_build_server_and_warn_elsewhere()
    {
        using var workspace = Create();
        File.Delete(workspace["validation.npz"]);

        var here = Run(workspace, "", isBuildServer: false).Exits(0);
        CollectionAssert.AreEqual(new[] { "a: MC2005" }, Run(workspace, "", isBuildServer: true).Exits(2).CodedErrors.ToArray());

        Assert.AreEqual("MC3001", here.OfType("warning").Single().GetProperty("code").GetString());
    }

    [TestMethod]
    public void What_is_not_gated_is_not_recorded()
    {
        using var workspace = Create();
        File.Delete(workspace["validation.npz"]);

        CollectionAssert.AreEqual(new[] { "a: MC2005" }, Run(workspace, "Update", isBuildServer: false).Exits(2).CodedErrors.ToArray());
    }

    [TestMethod]
    public void The_command_line_has_the_same_modes()
    {
        using var workspace = Create();
        string[] command = ["compress", "model.onnx", "-o", "small.onnx", "--calibration-data", "calibration.npz", "--validation-data", "validation.npz"];
        Assert.AreEqual(0, workspace.Run([.. command, "--lock-mode", "Update"]).ExitCode);
        Assert.AreEqual(0, workspace.Run([.. command, "--lock-mode", "Verify"]).ExitCode);

        var changed = workspace.Run([.. command, "--lock-mode", "Verify", "--goal", "Size"]);

        Assert.AreEqual(2, changed.ExitCode);
        Assert.Contains("Goal was 'Balanced' and is 'Size'", changed.Errors);
    }

    private static Answer Run(Workspace workspace, string mode, bool isBuildServer, params IEnumerable<(string, string)> more) =>
        new Request(workspace) { LockMode = mode, IsBuildServer = isBuildServer }.Item("a", "model.onnx", [.. Data, .. more]).Run();

    private static Workspace Create()
    {
        var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        return workspace;
    }
}
