using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class JsonLinesReaderTests
{
    [TestMethod]
    public void Texts_have_the_classes_of_their_lines()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, "{\"text\": \"a\", \"label\": 1, \"other\": {\"x\": []}}\r\n{\"label\": \"0\", \"text\": \"b\"}\n\n");
        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual(("JsonLines", LabelKind.Class, 2), (dataset.Format, dataset.Labels, dataset.Count));
        CollectionAssert.AreEqual(new[] { "2 4 3", "2 5 3" }, samples.Select(TextSpecs.Ids).ToArray());
        CollectionAssert.AreEqual(new Label[] { new ClassLabel(1), new ClassLabel(0) }, samples.Select(sample => sample.Label).ToArray());
    }

    [TestMethod]
    public void Texts_may_have_no_labels()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, "{\"text\": \"a\"}\n{\"text\": \"b\"}");

        Assert.AreEqual((LabelKind.None, 2), (dataset.Labels, dataset.Count));
    }

    [TestMethod]
    public void A_pair_is_two_samples_with_the_score_on_both_sides()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, "{\"sentence1\": \"a\", \"sentence2\": \"b\", \"score\": 2.5}\n{\"score\": -1, \"sentence1\": \"b\", \"sentence2\": \"a\"}");

        Assert.AreEqual((LabelKind.Pair, 2, 4), (dataset.Labels, dataset.GroupSize, dataset.Count));
        CollectionAssert.AreEqual(
            new Label[] { new PairLabel(0, 0, 2.5), new PairLabel(0, 1, 2.5), new PairLabel(1, 0, -1), new PairLabel(1, 1, -1) },
            dataset.Read(CancellationToken.None).Select(sample => sample.Label).ToArray());
    }

    /// <summary>The second line has the document of the first, the third its query.</summary>
    [TestMethod]
    public void Queries_with_their_documents_are_all_documents_and_then_all_queries()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, "{\"query\": \"a\", \"document\": \"b\"}\n{\"query\": \"c\", \"positive\": \"b\", \"negative\": \"x\"}\n{\"query\": \"a\", \"document\": \"c c\"}");
        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual((LabelKind.Relevance, 4, 4), (dataset.Labels, dataset.Count, dataset.GroupSize));
        CollectionAssert.AreEqual((string[])["2 5 3", "2 6 6 3", "2 4 3", "2 6 3"], samples.Select(TextSpecs.Ids).ToArray());
        Assert.AreEqual("document #0, document #1, query #0, query #1", string.Join(", ", samples.Select(sample => sample.Id)));
        CollectionAssert.AreEqual((string[])["document #0", "document #1"], ((RelevanceLabel?)samples[2].Label)?.Relevant?.Keys.ToArray());
        CollectionAssert.AreEqual((string[])["document #0"], ((RelevanceLabel?)samples[3].Label)?.Relevant?.Keys.ToArray());
    }

    [TestMethod]
    public void Labels_are_values_where_the_metric_needs_them()
    {
        using var folder = new DataFolder();
        var source = new DatasetSource(folder.Write("texts.jsonl", "{\"text\": \"a\", \"label\": 1.5}\n{\"text\": \"b\", \"label\": [2, -3e1]}\n{\"text\": \"c\", \"label\": \"4\"}"), TextSpecs.WriteTo(folder)) { Needs = LabelKind.Values };
        var dataset = Dataset.Open(source, TextSpecs.Inputs);

        Assert.AreEqual(LabelKind.Values, dataset.Labels);
        Assert.AreEqual("1.5|2,-30|4", string.Join('|', dataset.Read(CancellationToken.None).Select(sample => string.Join(',', ((ValuesLabel?)sample.Label)?.Values ?? []))));
        Coded.Error("MC2007", () => Dataset.Open(source with { Path = folder.Write("words.jsonl", "{\"text\": \"a\", \"label\": \"good\"}") }, TextSpecs.Inputs), "in line 1", "'good'", "number");
    }

    [TestMethod]
    [DataRow("{\"query\": \"a\"}", "MC2008", "no text as \"document\" in line 1")]
    [DataRow("{\"query\": \"\", \"document\": \"a\"}", "MC2008", "no text as \"query\" in line 1")]
    [DataRow("{\"query\": \"a\", \"document\": \"a\"}\n{\"text\": \"a\"}", "MC2008", "other members in line 2")]
    [DataRow("{\"text\": \"a\"}\n{\"text\": \"\\ud800\"}", "MC2008", "no Unicode as \"text\" in line 2")]
    [DataRow("{\"text\": \"a\"}\n{\"text\": \"a\"", "MC2008", "line 2", DisplayName = "not closed")]
    [DataRow("{\"text\": \"a\"}\n[1]", "MC2008", "no JSON object in line 2")]
    [DataRow("{\"text\": \"a\"}\n\n{\"text\": \"a\"}", "MC2008", "line 2", DisplayName = "empty line")]
    [DataRow("{\"text\": \" \"}", "MC2008", "no text as \"text\" in line 1")]
    [DataRow("{\"text\": 5}", "MC2008", "no text as \"text\" in line 1")]
    [DataRow("{\"title\": \"a\"}", "MC2008", "no text as \"text\" in line 1")]
    [DataRow("{\"text\": \"a\"}\n{\"text\": \"a\", \"label\": 0}", "MC2008", "other members in line 2")]
    [DataRow("{\"sentence1\": \"a\", \"sentence2\": \"b\"}", "MC2008", "no number as \"score\" in line 1")]
    [DataRow("{\"sentence1\": \"a\", \"sentence2\": \"b\", \"score\": \"1\"}", "MC2008", "no number as \"score\" in line 1")]
    [DataRow("{\"sentence1\": \"a\", \"score\": 1}", "MC2008", "no text as \"sentence2\" in line 1")]
    [DataRow("{\"text\": \"a\", \"label\": \"cat\"}", "MC2007", "'cat'")]
    [DataRow("{\"text\": \"a\", \"label\": 1.5}", "MC2007", "'1.5'")]
    [DataRow("{\"text\": \"a\", \"label\": -1}", "MC2007", "-1")]
    [DataRow("", "MC2006", "no samples")]
    public void Names_what_is_wrong(string text, string code, string part)
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);

        Coded.Error(code, () => Coded.ReadAll(new DatasetSource(folder.Write("texts.jsonl", text), spec), TextSpecs.Inputs), part);
    }

    [TestMethod]
    public void A_line_without_end_is_refused()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("texts.jsonl", "{\"text\": \"a\"}\n" + new string('a', (1 << 20) + 1)), spec), TextSpecs.Inputs), "1048577 characters in line 2");
    }

    [TestMethod]
    public void Deep_nesting_is_refused()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);
        var text = "{\"text\": \"a\", \"x\": " + new string('[', 5000) + new string(']', 5000) + "}";

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("texts.jsonl", text), spec), TextSpecs.Inputs), "line 1");
    }

    private static Dataset Open(DataFolder folder, string text) =>
        Dataset.Open(new DatasetSource(folder.Write("texts.jsonl", text), TextSpecs.WriteTo(folder)), TextSpecs.Inputs);
}
