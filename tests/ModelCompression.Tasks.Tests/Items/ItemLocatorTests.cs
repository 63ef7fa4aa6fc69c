using ModelCompression.Tasks.Items;

namespace ModelCompression.Tasks.Tests.Items;

[TestClass]
public sealed class ItemLocatorTests
{
    [TestMethod]
    [DataRow("models/a.onnx", 3)]
    [DataRow("models/b.onnx", 4)]
    [DataRow("models/c d.onnx", 4)]
    [DataRow("other/deep/x.onnx", 5)]
    [DataRow("unknown.onnx", 6)]
    public void Finds_the_element_that_states_the_item(string id, int line)
    {
        using var project = new TaskProject(
            """<CompressModel Include="models\a.onnx" />""",
            """<CompressModel Include="models/b.onnx; models/c%20d.onnx" />""",
            """<CompressModel Include="other/**/*.onnx" />""",
            """<CompressModel Include="$(Folder)x.onnx" />""",
            """<CompressModel Update="models/a.onnx" Seed="1" />""");

        var found = ItemLocator.Find(new ModelItem(TaskProject.Model(id), project.Directory), project.ProjectFile);

        Assert.AreEqual((project.ProjectFile, line, 6), found);
    }

    [TestMethod]
    public void An_unreadable_or_unrelated_project_file_leaves_the_line_out()
    {
        using var project = new TaskProject("""<CompressModel Include="a.onnx" />""", """<CompressModel Include="b.onnx" />""");
        var item = new ModelItem(TaskProject.Model("c.onnx"), project.Directory);
        Assert.AreEqual(0, ItemLocator.Find(item, project.ProjectFile).Line);

        File.WriteAllText(project.ProjectFile, "<Project");

        Assert.AreEqual((project.ProjectFile, 0, 0), ItemLocator.Find(item, project.ProjectFile));
    }
}
