using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class TextLinesReaderTests
{
    [TestMethod]
    [DataRow("a\nb, c\n")]
    [DataRow("\uFEFFa\r\nb, c\r\n\r\n\n")]
    public void A_line_is_a_text(string text)
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, text);

        Assert.AreEqual(("TextLines", LabelKind.None), (dataset.Format, dataset.Labels));
        CollectionAssert.AreEqual(new[] { "2 4 3", "2 5 7 6 3" }, dataset.Read(CancellationToken.None).Select(TextSpecs.Ids).ToArray());
    }

    [TestMethod]
    [DataRow("a\n \nb\n", "MC2008", "line 2")]
    [DataRow("\n\n", "MC2006", "no samples")]
    public void Names_what_is_wrong(string text, string code, string part)
    {
        using var folder = new DataFolder();

        Coded.Error(code, () => Open(folder, text), part);
    }

    [TestMethod]
    public void Refuses_what_is_not_UTF8()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);

        Coded.Error("MC2008", () => Dataset.Open(new DatasetSource(folder.Write("texts.txt", [0x61, 0xE9]), spec), TextSpecs.Inputs), "UTF-8");
    }

    private static Dataset Open(DataFolder folder, string text) =>
        Dataset.Open(new DatasetSource(folder.Write("texts.txt", text), TextSpecs.WriteTo(folder)), TextSpecs.Inputs);
}
