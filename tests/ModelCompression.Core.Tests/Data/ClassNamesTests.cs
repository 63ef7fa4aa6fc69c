using ModelCompression.Data;

namespace ModelCompression.Core.Tests.Data;

[TestClass]
public sealed class ClassNamesTests
{
    [TestMethod]
    public void Reads_one_class_a_line()
    {
        using var folder = new DataFolder();

        CollectionAssert.AreEqual(new[] { "cat", "big dog" }, ClassNames.Load(folder.Write("labels.txt", "\uFEFFcat\r\n big dog \r\n\n")).ToArray());
    }

    [TestMethod]
    [DataRow("", "no class names")]
    [DataRow("a\n\nb\n", "empty line 2")]
    [DataRow("a\nb\na\n", "'a' twice (line 3)")]
    public void Names_what_is_wrong(string text, string part)
    {
        using var folder = new DataFolder();
        var path = folder.Write("labels.txt", text);

        Coded.Error("MC2008", () => ClassNames.Load(path), "'labels.txt'", part);
    }
}
