using ModelCompression.Onnx;

namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class DataChangeTests
{
    [TestMethod]
    public void Validation_data_is_only_evaluated_and_everything_else_compresses_again()
    {
        using var project = new ThrowawayProject();
        project.WriteData();
        project.WriteProject(ThrowawayProject.DataItem("MaxMetricDrop=\"1\""));
        project.Build().Expect(1, "compressed", "first");

        SmallModel.WriteImage(project["data/validation/3.bmp"], 999);
        project.Build("--no-restore").Expect(1, "evaluated", "validation image replaced");

        SmallModel.WriteImage(project["data/calibration/3.bmp"], 998);
        project.Build("--no-restore").Expect(1, "compressed", "calibration image replaced");

        project.Write("models/small.pre.json", SmallModel.Preprocessing.Replace("0.5, 0.5, 0.5", "0.4, 0.5, 0.5", StringComparison.Ordinal));
        project.Build("--no-restore").Expect(1, "compressed", "preprocessing changed");
        project.Build("--no-restore").Expect(0, "", "after that");
    }

    [TestMethod]
    public void External_data_is_part_of_the_model()
    {
        using var project = new ThrowawayProject();
        SmallModel.Write(project["models/small.onnx"], maxBytes: 1000);
        Assert.IsTrue(File.Exists(project["models/small.onnx.data"]));
        project.Build().Expect(1, "compressed", "first");
        var model = File.ReadAllBytes(project["models/small.onnx"]);

        SmallModel.Write(project["models/small.onnx"], maxBytes: 1000, seed: 3);
        CollectionAssert.AreEqual(model, File.ReadAllBytes(project["models/small.onnx"]), "only the external data differs");
        File.SetLastWriteTimeUtc(project["models/small.onnx"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        project.Build("--no-restore").Expect(1, "compressed", "external data changed");
        project.Build("--no-restore").Expect(0, "", "after that");
    }

    [TestMethod]
    public void A_damaged_model_is_an_error_at_the_items_line()
    {
        using var project = new ThrowawayProject();
        File.WriteAllText(project["models/small.onnx"], "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");

        var build = project.Build();

        Assert.AreEqual(1, build.ExitCode);
        var error = build.Errors.Single(error => error.Code == "MC2003");
        Assert.AreEqual("App.csproj", Path.GetFileName(error.File));
        Assert.Contains("CompressModel", File.ReadAllLines(project["App.csproj"])[error.LineNumber - 1]);
        Assert.AreEqual(0, build.EngineRuns);
    }
}
