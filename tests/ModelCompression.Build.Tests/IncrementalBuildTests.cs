namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class IncrementalBuildTests
{
    [TestMethod]
    public void Builds_without_a_change_start_no_engine_and_leave_everything_in_place()
    {
        using var project = new ThrowawayProject();
        project.Build().Expect(1, "compressed", "first");
        var written = File.GetLastWriteTimeUtc(project.CompressedModel);

        foreach (var step in new[] { "second", "third", "fourth" })
        {
            var build = project.Build("--no-restore").Expect(0, "", step);

            Assert.IsFalse(build.Ran("CompressModels"), step);
            Assert.IsFalse(build.Ran("CoreCompile"), step);
            Assert.AreEqual(written, File.GetLastWriteTimeUtc(project.CompressedModel), step);
            Assert.IsTrue(File.Exists(Path.Combine(project.Models, "small.summary.json")), step);
            Assert.IsTrue(File.Exists(Path.Combine(project.Models, "small.report/report.json")), step);
        }
    }

    [TestMethod]
    public void A_changed_source_file_compiles_without_the_engine()
    {
        using var project = new ThrowawayProject();
        project.Build().Expect(1, "compressed", "first");

        project.Write("More.cs", "class More;");

        Assert.IsTrue(project.Build("--no-restore").Expect(0, "", "source changed").Ran("CoreCompile"));
    }

    [TestMethod]
    public void A_deleted_output_and_a_touched_model_come_out_of_the_cache()
    {
        using var project = new ThrowawayProject();
        project.Build().Expect(1, "compressed", "first");

        File.Delete(project.CompressedModel);
        project.Build("--no-restore").Expect(1, "cached", "output deleted");
        Assert.IsTrue(File.Exists(project.CompressedModel));
        project.Build("--no-restore").Expect(0, "", "after that");

        File.SetLastWriteTimeUtc(project["models/small.onnx"], DateTime.UtcNow);
        project.Build("--no-restore").Expect(1, "cached", "model touched");
        project.Build("--no-restore").Expect(0, "", "after that");
    }

    [TestMethod]
    public void A_changed_option_runs_the_engine_once_and_an_old_option_is_cached()
    {
        using var project = new ThrowawayProject();
        project.Build().Expect(1, "compressed", "first");
        var dynamic = File.ReadAllBytes(project.CompressedModel);

        project.WriteProject("""<CompressModel Include="models/small.onnx" Quantization="Float16" />""");
        project.Build("--no-restore").Expect(1, "compressed", "option changed");
        Assert.IsFalse(dynamic.SequenceEqual(File.ReadAllBytes(project.CompressedModel)));
        project.Build("--no-restore").Expect(0, "", "after that");

        project.WriteProject();
        project.Build("--no-restore").Expect(1, "cached", "option changed back");
        CollectionAssert.AreEqual(dynamic, File.ReadAllBytes(project.CompressedModel));
    }

    [TestMethod]
    public void Clean_removes_what_the_build_wrote_and_keeps_the_cache()
    {
        using var project = new ThrowawayProject();
        project.Build().Expect(1, "compressed", "first");

        Assert.AreEqual(0, project.Command("clean").ExitCode);

        Assert.IsEmpty(Directory.Exists(project.Models) ? Directory.GetFiles(project.Models, "*", SearchOption.AllDirectories) : [], "left by clean");
        project.Build("--no-restore").Expect(1, "cached", "after clean");
    }

    [TestMethod]
    public void An_item_that_is_removed_leaves_nothing_behind()
    {
        using var project = new ThrowawayProject();
        project.Build().Expect(1, "compressed", "first");

        project.Write("Program.cs", "System.Console.WriteLine(1);");
        project.WriteProject(items: "");
        project.Build("--no-restore").Expect(0, "", "item removed");

        Assert.IsFalse(File.Exists(project.CompressedModel));
    }
}
