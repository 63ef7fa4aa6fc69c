namespace ModelCompression.Build.Tests;

/// <summary>The lock file of a model across builds.</summary>
[TestClass]
public sealed class LockTests
{
    [TestMethod]
    public void A_recorded_result_is_verified_on_a_build_server_and_a_change_is_one_error()
    {
        using var project = new ThrowawayProject();
        project.WriteData();
        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\""));
        project.Build("-p:ModelCompressionLockMode=Update").Expect(1, "compressed", "recorded");
        Assert.IsTrue(File.Exists(project["models/small.onnx.lock.json"]));
        project.Build("--no-restore", "-p:ContinuousIntegrationBuild=true").Expect(1, "cached", "verified");
        project.Build("--no-restore", "-p:ContinuousIntegrationBuild=true").Expect(0, "", "nothing changed");

        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\" Granularity=\"PerTensor\""));
        var build = project.Build("--no-restore", "-p:CI=true");

        Assert.AreEqual(1, build.ExitCode, build.Output);
        Assert.AreEqual("MC1006", build.Errors.Single().Code);
        Assert.Contains("Granularity was 'PerChannel' and is 'PerTensor'", build.Errors.Single().Text ?? "");
        Assert.IsFalse(File.Exists(project.CompressedModel));
    }

    [TestMethod]
    public void Missing_validation_data_warn_here_and_fail_on_a_build_server()
    {
        using var project = new ThrowawayProject();
        project.WriteData();
        Directory.Delete(project["data/validation"], recursive: true);
        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\""), "<TargetFramework>net10.0</TargetFramework><WarningsNotAsErrors>MC3001</WarningsNotAsErrors>");

        var here = project.Build("-p:CI=false").Expect(1, "compressed", "here");
        Assert.AreEqual("MC3001", here.Warnings.Single(warning => warning.Code.StartsWith("MC", StringComparison.Ordinal)).Code);
        var server = project.Build("--no-restore", "-p:CI=true");

        Assert.AreEqual(1, server.ExitCode, server.Output);
        Assert.AreEqual("MC2005", server.Errors.Single().Code);
    }
}
