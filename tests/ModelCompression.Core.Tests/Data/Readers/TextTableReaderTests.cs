using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class TextTableReaderTests
{
    [TestMethod]
    public void Reads_texts_and_labels()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, "texts.csv", "label,text\nno,\"a, b\"\nyes,c\n", ["yes", "no"]);

        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual("TextTable", dataset.Format);
        Assert.AreEqual((LabelKind.Class, 1), (dataset.Labels, dataset.GroupSize));
        CollectionAssert.AreEqual(new[] { "2 4 7 5 3", "2 6 3" }, samples.Select(TextSpecs.Ids).ToArray());
        CollectionAssert.AreEqual(new Label[] { new ClassLabel(1), new ClassLabel(0) }, samples.Select(sample => sample.Label).ToArray());
    }

    [TestMethod]
    [DataRow("texts.csv", "text\na\n\nb\n")]
    [DataRow("texts.tsv", "text\tsource\na\tx\nb\ty\n")]
    public void Reads_texts_without_labels(string name, string text)
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, name, text, null);

        Assert.AreEqual(LabelKind.None, dataset.Labels);
        CollectionAssert.AreEqual(new[] { "2 4 3", "2 5 3" }, dataset.Read(CancellationToken.None).Select(TextSpecs.Ids).ToArray());
    }

    [TestMethod]
    public void Labels_are_values_where_the_metric_needs_them()
    {
        using var folder = new DataFolder();
        var source = new DatasetSource(folder.Write("texts.csv", "text,label\na,1.5\nb,-2e1\n"), TextSpecs.WriteTo(folder)) { Needs = LabelKind.Values };
        var dataset = Dataset.Open(source, TextSpecs.Inputs);

        Assert.AreEqual(LabelKind.Values, dataset.Labels);
        CollectionAssert.AreEqual((double[])[1.5, -20], dataset.Read(CancellationToken.None).Select(sample => ((ValuesLabel?)sample.Label)?.Values[0] ?? 0).ToArray());
        Coded.Error("MC2007", () => Dataset.Open(source with { Path = folder.Write("words.csv", "text,label\na,good\n") }, TextSpecs.Inputs), "in line 2", "'good'", "number");
        Coded.Error("MC2007", () => Dataset.Open(source with { Path = folder.Write("nan.csv", "text,label\na,NaN\n") }, TextSpecs.Inputs), "'NaN'");
    }

    [TestMethod]
    [DataRow("text,label\na,0\n ,1\n", "MC2008", "line 3")]
    [DataRow("text,label\na,\n", "MC2008", "line 2")]
    [DataRow("text,label\na,maybe\n", "MC2007", "'maybe'")]
    [DataRow("text,label\na,2\n", "MC2007", "label 2")]
    [DataRow("text,label\na,0,x\n", "MC2008", "'text,label'")]
    [DataRow("text\n", "MC2006", "no samples")]
    public void Names_what_is_wrong(string text, string code, string part)
    {
        using var folder = new DataFolder();

        Coded.Error(code, () => Open(folder, "texts.csv", text, ["yes", "no"]), part);
    }

    private static Dataset Open(DataFolder folder, string name, string text, string[]? labels) =>
        Dataset.Open(new DatasetSource(folder.Write(name, text), TextSpecs.WriteTo(folder), labels), TextSpecs.Inputs);
}
