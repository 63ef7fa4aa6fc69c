using System.Diagnostics;

namespace ModelCompression.Build.Tests;

/// <summary>The process that compresses, with the fake engine in the package's place.</summary>
[TestClass]
public sealed class EngineProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    public void An_engine_that_dies_is_one_error_and_the_next_build_is_fine()
    {
        using var project = new ThrowawayProject();
        project.WriteProject("""<CompressModel Include="models/small.onnx" Fake="Crash" />""");

        var build = project.Build($"-p:ModelCompressionEngine={Repository.FakeEngine}");

        Assert.AreEqual(1, build.ExitCode, build.Output);
        var error = build.Errors.Single();
        Assert.AreEqual("MC1000", error.Code);
        Assert.Contains("something went wrong", error.Text ?? "");

        project.WriteProject();
        project.Build("--no-restore").Expect(1, "compressed", "the real engine");
    }

    [TestMethod]
    public void The_engine_ends_with_the_build_that_is_killed()
    {
        using var project = new ThrowawayProject();
        project.WriteProject("""<CompressModel Include="models/small.onnx" Fake="Hang" />""");
        Assert.AreEqual(0, project.Command("restore").ExitCode);
        using var build = DotNet.Start(
            project.Folder,
            ["build", "--no-restore", "-nologo", "-m:1", "-nr:false", $"-p:ModelCompressionEngine={Repository.FakeEngine}", $"-p:ModelCompressionCacheDirectory={project.Cache}"]);
        using var engine = Process.GetProcessById(WaitForEngine(project.Cache));

        build.Kill();

        Assert.IsTrue(engine.WaitForExit(Patience), "the engine outlives the build");
        Assert.IsTrue(build.WaitForExit(Patience));
    }

    [TestMethod]
    public void Works_in_reused_nodes()
    {
        using var project = new ThrowawayProject();
        var reuse = new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "0", ["MSBUILDNODECONNECTIONTIMEOUT"] = "20000" };
        string[] arguments = ["-nologo", "-m:2", "-nodeReuse:true", $"-p:ModelCompressionCacheDirectory={project.Cache}"];
        project.WriteProject(properties: ProjectShapeTests.TwoFrameworks);
        var (first, output) = DotNet.Run(project.Folder, ["build", .. arguments], reuse);
        Assert.AreEqual(0, first, output);

        File.Delete(project.CompressedModel);
        var (second, again) = DotNet.Run(project.Folder, ["build", "--no-restore", .. arguments], reuse);

        Assert.AreEqual(0, second, again);
        Assert.IsTrue(File.Exists(project.CompressedModel));
    }

    /// <summary>The process id that the fake engine writes when it is at work.</summary>
    private static int WaitForEngine(string cache)
    {
        var clock = Stopwatch.StartNew();
        var file = Path.Combine(cache, "process-0.txt");
        while (clock.Elapsed < Patience)
        {
            if (File.Exists(file) && int.TryParse(File.ReadAllText(file), out var id))
            {
                return id;
            }

            Thread.Sleep(50);
        }

        throw new AssertFailedException("The engine did not start.");
    }
}
