namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class GateTests
{
    [TestMethod]
    public void A_failed_gate_is_one_error_each_time_and_a_relaxed_limit_passes_without_compression()
    {
        using var project = new ThrowawayProject();
        project.WriteData();
        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\""));
        project.Build().Expect(1, "compressed", "first");
        var shipped = File.ReadAllBytes(project["bin/Debug/net10.0/App.dll"]);

        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\" MinMetric=\"0.999\""));
        foreach (var step in new[] { "failing", "failing again" })
        {
            var build = project.Build("--no-restore");

            Assert.AreEqual(1, build.ExitCode, step);
            var error = build.Errors.Single();
            Assert.AreEqual("MC1001", error.Code, step);
            Assert.Contains("models/small.onnx", error.Text ?? "", step);
            Assert.AreEqual("App.csproj", Path.GetFileName(error.File), step);
            Assert.Contains("<CompressModel", File.ReadAllLines(project["App.csproj"])[error.LineNumber - 1], step);
            Assert.AreEqual(1, build.EngineRuns, step);
            Assert.IsFalse(File.Exists(project.CompressedModel), step);
            CollectionAssert.AreEqual(shipped, File.ReadAllBytes(project["bin/Debug/net10.0/App.dll"]), step);
        }

        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\" MinMetric=\"0\""));
        project.Build("--no-restore").Expect(1, "cached", "relaxed");
    }

    [TestMethod]
    public void A_gate_that_failed_in_the_first_build_passes_under_a_relaxed_limit_without_compression()
    {
        using var project = new ThrowawayProject();
        project.WriteData();
        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\" MinMetric=\"0.999\""));
        Assert.AreEqual("MC1001", project.Build().Errors.Single().Code);

        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\""));

        project.Build("--no-restore").Expect(1, "cached", "relaxed");
    }

    [TestMethod]
    public void A_warning_that_counts_as_an_error_fails_every_build_until_it_is_dealt_with()
    {
        using var project = new ThrowawayProject();
        project.WriteData();
        project.WriteProject("<CompressModel Include=\"models/small.onnx\" />");
        foreach (var arguments in new string[][] { ["-warnaserror:MC3001"], ["--no-restore", "-warnaserror:MC3001"] })
        {
            var build = project.Build(arguments);

            Assert.AreEqual(1, build.ExitCode, build.Output);
            Assert.AreEqual("MC3001", build.Errors.Single().Code);
            Assert.IsFalse(File.Exists(project.CompressedModel));
        }

        project.WriteProject("<CompressModel Include=\"models/small.onnx\" GateSeverity=\"None\" />");
        Assert.AreEqual(0, project.Build("--no-restore", "-warnaserror:MC3001").ExitCode);
    }
}
