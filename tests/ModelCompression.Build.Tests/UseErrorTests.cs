namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class UseErrorTests
{
    private const string Item = """<CompressModel Include="models/small.onnx" />""";

    [TestMethod]
    public void Each_misuse_is_one_coded_error_that_says_what_to_do()
    {
        using var project = new ThrowawayProject();
        SmallModel.Write(project["other/small.onnx"]);
        project.WriteProject(Item + """<CompressModel Include="other/small.onnx" />""");
        AssertOneError(project.Build(), "MC0002", "Set ClassName on one of them");

        project.WriteProject("""<CompressModel Include="models/small.onnx" OutputItemType="Resource" />""");
        AssertOneError(project.Build("--no-restore"), "MC0004", "allowed are EmbeddedResource, Content, None, MauiAsset, AndroidAsset");

        project.WriteProject();
        AssertOneError(project.Build("--no-restore", "-p:ModelCompressionMode=Fast"), "MC0004", "allowed are Compress, CacheOnly, PassThrough");

        project.WriteProject(hasRuntime: false);
        AssertOneError(project.Build(), "MC0003", "<PackageReference Include=\"Microsoft.ML.OnnxRuntime\" Version=\"1.31.1\" />");
    }

    [TestMethod]
    public void Two_models_of_one_file_name_are_fine_with_names_of_their_own()
    {
        using var project = new ThrowawayProject();
        SmallModel.Write(project["other/small.onnx"], seed: 7);
        project.WriteProject(Item + """<CompressModel Include="other/small.onnx" ClassName="Other" LogicalName="Other" />""");
        project.Write("Program.cs", "using var a = App.Small.OpenModel(); using var b = App.Other.OpenModel(); System.Console.WriteLine(a.Length + b.Length > 0);");

        project.Build().Expect(1, "compressed,compressed", "first");

        Assert.AreEqual("True", project.RunApp());
    }

    private static void AssertOneError(BuildOutcome build, string code, string text)
    {
        Assert.AreEqual(1, build.ExitCode, build.Output);
        var error = build.Errors.Single();
        Assert.AreEqual(code, error.Code);
        Assert.Contains(text, error.Text ?? "");
        Assert.AreEqual("App.csproj", Path.GetFileName(error.File));
        Assert.AreEqual(0, build.EngineRuns);
    }
}
