using ModelCompression.Tasks.Files;

namespace ModelCompression.Tasks.Tests.Files;

[TestClass]
public sealed class ProjectPathTests
{
    private static readonly string Folder = Path.GetFullPath("/projects/app");

    [TestMethod]
    public void Either_slash_leads_to_the_file_and_back()
    {
        var absolute = ProjectPath.Absolute(Folder, "models\\a.onnx");

        Assert.AreEqual(Path.Combine(Folder, "models", "a.onnx"), absolute);
        Assert.AreEqual("models/a.onnx", ProjectPath.Relative(Folder, absolute));
    }

    [TestMethod]
    public void A_file_outside_stays_absolute()
    {
        var outside = ProjectPath.Absolute(Folder, "../app2/a.onnx");

        Assert.AreEqual(outside.Replace('\\', '/'), ProjectPath.Relative(Folder, outside));
    }
}
