namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class FirstBuildTests
{
    [TestMethod]
    public void One_line_compresses_embeds_and_generates_the_accessor()
    {
        using var project = new ThrowawayProject();

        var build = project.Build().Expect(1, "compressed", "first build");

        Assert.Contains("small.onnx: ", build.Output);
        var size = new FileInfo(project.CompressedModel).Length;
        Assert.IsLessThan(new FileInfo(project["models/small.onnx"]).Length / 2, size);
        Assert.StartsWith($"{size} small.onnx: ", project.RunApp());
        Assert.IsTrue(build.EmbeddedFiles.Any(file => file.EndsWith("small.report/report.json", StringComparison.Ordinal)), string.Join("\n", build.EmbeddedFiles));
    }
}
