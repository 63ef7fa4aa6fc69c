namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class ModeTests
{
    [TestMethod]
    [DataRow("-p:ModelCompressionEnabled=false")]
    [DataRow("-p:ModelCompressionMode=PassThrough")]
    public void The_original_is_shipped_under_the_same_names_without_the_engine(string property)
    {
        using var project = new ThrowawayProject();
        var original = new FileInfo(project["models/small.onnx"]).Length;

        project.Build(property).Expect(0, "", "original");

        Assert.AreEqual($"{original} original", project.RunApp());
    }

    [TestMethod]
    public void Switching_off_and_on_again_ships_what_the_switch_says()
    {
        using var project = new ThrowawayProject();
        project.Build().Expect(1, "compressed", "on");
        var compressed = project.RunApp();
        project.Build("--no-restore", "-p:ModelCompressionEnabled=false").Expect(0, "", "off");
        Assert.EndsWith(" original", project.RunApp());

        project.Build("--no-restore").Expect(1, "cached", "on again");

        Assert.AreEqual(compressed, project.RunApp());
    }

    [TestMethod]
    public void Cache_only_takes_from_the_cache_and_fails_without()
    {
        using var project = new ThrowawayProject();
        var empty = project.Build("-p:ModelCompressionMode=CacheOnly");
        Assert.AreEqual("MC1004", empty.Errors.Single().Code);

        project.Build("--no-restore").Expect(1, "compressed", "compress");

        project.Build("--no-restore", "-p:ModelCompressionMode=CacheOnly").Expect(1, "cached", "cache only");
    }

    [TestMethod]
    public void Publishing_without_a_build_uses_what_is_there()
    {
        using var project = new ThrowawayProject();
        project.WriteProject("""<CompressModel Include="models/small.onnx" OutputItemType="Content" />""");
        project.Write("Program.cs", "using var stream = App.Small.OpenModel(); System.Console.WriteLine(stream.Length);");
        project.Build().Expect(1, "compressed", "build");

        project.Command("publish", "--no-build", "-c", "Debug", "-o", project["out"]).Expect(0, "", "publish");

        var size = new FileInfo(project.CompressedModel).Length;
        Assert.AreEqual(size, new FileInfo(project["out/models/small.onnx"]).Length);
        Assert.AreEqual(size.ToString(System.Globalization.CultureInfo.InvariantCulture), project.RunApp());
        Assert.HasCount(1, Directory.GetFiles(project["bin"], "small.onnx", SearchOption.AllDirectories));
    }
}
