using ModelCompression.Data.Importing;

namespace ModelCompression.Core.Tests.Data.Importing;

[TestClass]
public sealed class SpecImportersTests
{
    [TestMethod]
    public void A_spec_is_read_as_it_is()
    {
        using var folder = new DataFolder();
        var spec = Imports.Load(folder, "x.json", """{"schema":1,"inputs":{"pixels":{"type":"image"}},"classes":["a","b"]}""", Imports.Image);

        Assert.AreEqual("Preprocessing spec 'x.json'", spec.Name);
        CollectionAssert.AreEqual((string[])["a", "b"], spec.ClassNames?.ToArray());
    }

    [TestMethod]
    [DataRow("x.json", "{", "is no valid JSON")]
    [DataRow("x.json", "{}", "'schema' is missing")]
    [DataRow("x.json", """{"schema":1,"inputs":{},"classes":["a","a"]}""", "'classes' must hold the names")]
    [DataRow("x.json", """{"schema":1,"inputs":{},"classes":[]}""", "'classes' must hold the names")]
    [DataRow("x.onnx", "", "is a model. Write \"metadata\"")]
    public void What_is_neither_a_spec_nor_known_is_one_coded_error(string name, string content, string part)
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => Imports.Load(folder, name, content, Imports.Image), $"'{name}'", part);
    }

    [TestMethod]
    public void A_file_that_is_not_there_is_named()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => SpecImporters.Load(folder.PathOf("tokenizer.json"), Imports.Text), "'tokenizer.json'", "does not exist");
    }
}
