using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class TextPairReaderTests
{
    [TestMethod]
    public void A_row_is_two_samples_with_the_score_on_both_sides()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, "pairs.csv", "a,b,2.5\r\nc c,\"a, \"\"b\"\"\",0\n");

        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual("TextPairs", dataset.Format);
        Assert.AreEqual((LabelKind.Pair, 2, 4), (dataset.Labels, dataset.GroupSize, dataset.Count));
        CollectionAssert.AreEqual(new[] { "2 4 3", "2 5 3", "2 6 6 3", "2 4 7 8 5 3" }, samples.Select(TextSpecs.Ids).ToArray());
        CollectionAssert.AreEqual(
            new Label[] { new PairLabel(0, 0, 2.5), new PairLabel(0, 1, 2.5), new PairLabel(1, 0, 0), new PairLabel(1, 1, 0) },
            samples.Select(sample => sample.Label).ToArray());
        CollectionAssert.AreEqual(new[] { "#0a", "#0b", "#1a", "#1b" }, samples.Select(sample => sample.Id).ToArray());
    }

    [TestMethod]
    [DataRow("pairs.tsv", "a, a\tb\t1e-1\n", DisplayName = "tabs")]
    [DataRow("pairs.csv", "sentence1,sentence2,score\n\"a, a\",b,0.1\n", DisplayName = "header")]
    [DataRow("pairs.csv", "\uFEFF\"a,\na\",b,0.1\n", DisplayName = "line break in quotes")]
    public void Reads_other_forms(string name, string text)
    {
        using var folder = new DataFolder();

        var samples = Open(folder, name, text).Read(CancellationToken.None).ToArray();

        CollectionAssert.AreEqual(new[] { "2 4 7 4 3", "2 5 3" }, samples.Select(TextSpecs.Ids).ToArray());
        Assert.AreEqual(new PairLabel(0, 1, 0.1), samples[1].Label);
    }

    [TestMethod]
    [DataRow("a,b,1\nc,d\n", "MC2008", "line 2", "text,text,score")]
    [DataRow("a,b,1\nc,d,e,2\n", "MC2008", "line 2", "text,text,score")]
    [DataRow("a,b,1\nc,d,high\n", "MC2008", "'high' in line 2", "no number")]
    [DataRow("a,b,1\nc,d,NaN\n", "MC2008", "'NaN' in line 2", "no number")]
    [DataRow("a,b,1\n\n  ,d,2\n", "MC2008", "empty text in line 3, field 1", "take the row out")]
    [DataRow("a,b,1\nc,\"\",2\n", "MC2008", "empty text in line 2, field 2", "take the row out")]
    [DataRow("a,b,1\n\"c,d,2\n", "MC2008", "never closed", "quotes doubled")]
    [DataRow("a,b,1\nsay \"c\",d,2\n", "MC2008", "line 2", "quotes doubled")]
    [DataRow("a,b,1\n\u200B,d,2\n", "MC2008", "'#1a'", "no tokens")]
    [DataRow("a,b,score\n", "MC2006", "no samples", "")]
    [DataRow("a,b\nc,d\n", "MC2008", "'a,b'", "text,text,score")]
    [DataRow("a,b,high\n", "MC2008", "'a,b,high'", "score is a number")]
    public void Names_what_is_wrong(string text, string code, string part, string remedy)
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder, TextSpecs.Json.Replace("\"maxLength\":6", "\"specials\":false", StringComparison.Ordinal));

        Coded.Error(code, () => Coded.ReadAll(new DatasetSource(folder.Write("pairs.csv", text), spec), TextSpecs.Inputs), part, remedy);
    }

    [TestMethod]
    public void Refuses_what_is_not_UTF8()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);
        var path = folder.Write("pairs.csv", [.. "a,b,1\nc"u8, 0xE9, .. ",d,2\n"u8]);

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(path, spec), TextSpecs.Inputs), "line 2", "UTF-8");
    }

    [TestMethod]
    public void Texts_without_a_spec_are_refused_with_an_example()
    {
        using var folder = new DataFolder();
        var path = folder.Write("pairs.csv", "a,b,1\n");

        Coded.Error("MC2011", () => Coded.ReadAll(new DatasetSource(path), TextSpecs.Inputs), "'ids', 'mask', 'types'", "\"tokenizer\":\"bert-wordpiece\"");
    }

    private static Dataset Open(DataFolder folder, string name, string text) =>
        Dataset.Open(new DatasetSource(folder.Write(name, text), TextSpecs.WriteTo(folder)), TextSpecs.Inputs);
}
