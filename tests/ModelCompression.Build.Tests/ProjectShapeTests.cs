namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class ProjectShapeTests
{
    /// <summary>Two frameworks that need no other targeting pack: a platform of our own on the current one.</summary>
    public const string TwoFrameworks = """
        <TargetFrameworks>net10.0;net10.0-demo1.0</TargetFrameworks>
        <TargetPlatformSupported>true</TargetPlatformSupported>
        <TargetPlatformVersionSupported>true</TargetPlatformVersionSupported>
        <NoWarn>$(NoWarn);CA1418</NoWarn>
        """;

    [TestMethod]
    public void Two_frameworks_compress_once()
    {
        using var project = new ThrowawayProject();
        project.WriteProject(properties: TwoFrameworks);

        project.Build("-m:2").Expect(2, "cached,compressed", "first");

        Assert.AreEqual(project.RunApp(), project.RunApp("net10.0-demo1.0"));
        project.Build("--no-restore").Expect(0, "", "second");
        project.Command("msbuild", "-t:CompressModels").Expect(0, "", "the target of its own");
    }

    [TestMethod]
    public void Works_in_a_folder_with_a_space_and_an_accent()
    {
        using var project = new ThrowawayProject("my é app");
        File.Move(project["models/small.onnx"], project["models/small é;1.onnx"]);
        project.WriteProject("""<CompressModel Include="models/small é%3b1.onnx" ClassName="Small" />""");

        project.Build().Expect(1, "compressed", "first");

        Assert.Contains("small é;1.onnx: ", project.RunApp());
        project.Build("--no-restore").Expect(0, "", "second");
    }

    [TestMethod]
    public void A_culture_in_the_name_stays_in_the_assembly()
    {
        using var project = new ThrowawayProject();
        File.Move(project["models/small.onnx"], project["models/small.fr.onnx"]);
        project.WriteProject("""<CompressModel Include="models/small.fr.onnx" ClassName="Small" />""");

        project.Build().Expect(1, "compressed", "first");

        Assert.Contains("small.fr.onnx: ", project.RunApp());
    }

    [TestMethod]
    [DataRow("ModelCompression.Build/{0}", "")]
    [DataRow("Microsoft.NET.Sdk", "<Sdk Name=\"ModelCompression.Build\" Version=\"{0}\" />")]
    public void Works_as_an_SDK(string sdk, string element)
    {
        using var project = new ThrowawayProject();
        project.WriteProject(sdk: string.Format(System.Globalization.CultureInfo.InvariantCulture, sdk, PackedFeed.Version), isSdkForm: true);
        var text = File.ReadAllText(project["App.csproj"]);
        var start = text.IndexOf('>', StringComparison.Ordinal) + 1;
        project.Write("App.csproj", text.Insert(start, string.Format(System.Globalization.CultureInfo.InvariantCulture, element, PackedFeed.Version)));

        project.Build().Expect(1, "compressed", "first");

        Assert.Contains("small.onnx: ", project.RunApp());
    }

    [TestMethod]
    public void A_design_time_build_has_the_accessor_and_starts_no_engine()
    {
        using var project = new ThrowawayProject();
        Assert.AreEqual(0, project.Command("restore").ExitCode);

        var build = project.Command(
            "msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true").Expect(0, "", "design time");

        Assert.IsTrue(build.Ran("PrepareModels"));
        Assert.IsFalse(build.Ran("CompressModels"));
        Assert.IsTrue(File.Exists(Path.Combine(project.Models, "App.Small.g.cs")));
        Assert.IsFalse(File.Exists(Path.Combine(project.Models, "options.txt")));
    }

    [TestMethod]
    public void A_missing_model_is_a_warning_in_a_design_time_build()
    {
        using var project = new ThrowawayProject();
        File.Delete(project["models/small.onnx"]);
        Assert.AreEqual(0, project.Command("restore").ExitCode);

        var build = project.Command(
            "msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true").Expect(0, "", "design time");

        Assert.AreEqual("MC2001", build.Warnings.Single().Code);
    }
}
