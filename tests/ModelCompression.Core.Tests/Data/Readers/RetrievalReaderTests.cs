using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class RetrievalReaderTests
{
    private const string Corpus = "{\"_id\":\"d1\",\"title\":\"a\",\"text\":\"b\"}\n{\"_id\":\"d2\",\"text\":\"c\",\"metadata\":{}}\n{\"_id\":\"d3\",\"title\":\"b\",\"text\":\"\"}\n";
    private const string Queries = "{\"_id\":\"q1\",\"text\":\"a\"}\n{\"_id\":\"q2\",\"text\":\"b\"}\n{\"_id\":\"q3\",\"text\":\"c\"}\n";
    private const string Header = "query-id\tcorpus-id\tscore\n";

    [TestMethod]
    public void Documents_come_first_then_the_queries_that_are_judged()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, ("qrels/test.tsv", Header + "q1\td1\t2\r\nq1\td2\t0\nq3\td3\t1\n"));
        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual(("Retrieval", LabelKind.Relevance, 5, 5), (dataset.Format, dataset.Labels, dataset.Count, dataset.GroupSize));
        Assert.AreEqual("d1 d2 d3 q1 q3", string.Join(' ', samples.Select(sample => sample.Id)));
        CollectionAssert.AreEqual((string[])["2 4 5 3", "2 6 3", "2 5 3", "2 4 3", "2 6 3"], samples.Select(TextSpecs.Ids).ToArray());
        Assert.AreEqual(new RelevanceLabel("d2"), samples[1].Label);
        Assert.AreEqual("q1: d1 2", Text(samples[3].Label));
        Assert.AreEqual("q3: d3 1", Text(samples[4].Label));
        Assert.AreEqual("corpus.jsonl qrels/test.tsv queries.jsonl", string.Join(' ', dataset.Files.Select(file => Path.GetRelativePath(folder.PathOf("data"), file).Replace('\\', '/'))));
    }

    [TestMethod]
    public void The_split_test_is_taken_of_several()
    {
        using var folder = new DataFolder();
        var dataset = Open(folder, ("qrels/dev.tsv", "q1\td1\t1\n"), ("qrels/test.tsv", "q2\td1\t1\n"), ("qrels/train.tsv", "q3\td1\t1\n"));

        Assert.AreEqual("q2", dataset.Read(CancellationToken.None).Last().Id);
    }

    [TestMethod]
    [DataRow("qrels/dev.tsv")]
    [DataRow("qrels.tsv")]
    public void One_file_of_judgments_may_have_any_name_and_no_header(string name)
    {
        using var folder = new DataFolder();

        Assert.AreEqual(4, Open(folder, (name, "q1\td1\t1\n")).Count);
    }

    [TestMethod]
    [DataRow(Header + "q1\td9\t1\n", "'test.tsv' line 2 has the document 'd9'", "corpus")]
    [DataRow(Header + "q1\td1\t1\nq9\td1\t1\n", "'test.tsv' line 3 has the query 'q9'", "queries")]
    [DataRow(Header + "q1\td1\t1\nq1\td1\t2\n", "line 3 has query 'q1' with document 'd1' a second time")]
    [DataRow(Header + "q1\td1\t0\n", "query 'q1' without a document that answers it", "above 0")]
    [DataRow(Header + "q1\td1\tgood\n", "line 2 has 'q1\td1\tgood'", "whole number")]
    [DataRow(Header + "q1\td1\t1.5\n", "line 2 has")]
    [DataRow(Header + "q1 d1 1\n", "line 2 has 'q1 d1 1'", "tabs")]
    [DataRow("q1,d1,1\n", "line 1 has 'q1,d1,1'", "tabs")]
    public void Judgments_that_do_not_fit_are_named(string judgments, params string[] parts)
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => Open(folder, ("qrels/test.tsv", judgments)), parts);
    }

    [TestMethod]
    [DataRow("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"a\"}\n{\"_id\":\"d1\",\"text\":\"b\"}", "MC2008", "'corpus.jsonl' has the id 'd1' a second time in line 2")]
    [DataRow("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"\",\"title\":\" \"}", "MC2008", "'corpus.jsonl' has no text in line 1")]
    [DataRow("corpus.jsonl", "{\"id\":\"d1\",\"text\":\"a\"}", "MC2008", "no text as \"_id\" in line 1")]
    [DataRow("corpus.jsonl", "d1", "MC2008", "no valid JSON in line 1")]
    [DataRow("corpus.jsonl", "", "MC2006", "'corpus.jsonl' is empty")]
    [DataRow("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"a\"}\n{\"_id\":\"q1\",\"text\":\"a\"}", "MC2008", "'queries.jsonl' has the id 'q1' a second time")]
    [DataRow("queries.jsonl", "", "MC2008", "has the query 'q1'")]
    [DataRow("qrels/test.tsv", Header, "MC2006", "holds no judgments")]
    [DataRow("qrels/test.tsv", "", "MC2006", "holds no judgments")]
    public void Files_that_do_not_fit_are_named(string name, string content, string code, string part)
    {
        using var folder = new DataFolder();

        Coded.Error(code, () => Open(folder, ("qrels/test.tsv", "q1\td1\t1\n"), (name, content)), part);
    }

    [TestMethod]
    public void Judgments_must_be_there_and_one()
    {
        using var folder = new DataFolder();
        Coded.Error("MC2008", () => Open(folder), "has no judgments", "qrels/test.tsv");
        Coded.Error("MC2008", () => Open(folder, ("qrels/a.tsv", "q1\td1\t1\n"), ("qrels/b.tsv", "q1\td1\t1\n")), "qrels/a.tsv, qrels/b.tsv", "leave the one");
    }

    [TestMethod]
    public void A_link_out_of_the_folder_is_not_followed()
    {
        using var folder = new DataFolder();
        var outside = folder.Write("outside.tsv", "q1\td1\t1\n");
        folder.Write("data/qrels/x.txt", "");
        File.CreateSymbolicLink(folder.PathOf("data/qrels/test.tsv"), outside);

        Coded.Error("MC2008", () => Open(folder), "symbolic link");
    }

    private static Dataset Open(DataFolder folder, params (string Name, string Content)[] files)
    {
        folder.Write("data/corpus.jsonl", Corpus);
        folder.Write("data/queries.jsonl", Queries);
        foreach (var (name, content) in files)
        {
            folder.Write("data/" + name, content);
        }

        return Dataset.Open(new DatasetSource(folder.PathOf("data"), TextSpecs.WriteTo(folder)), TextSpecs.Inputs);
    }

    private static string Text(Label? label) => label is RelevanceLabel { Relevant: { } relevant } query ? $"{query.Id}: {string.Join(", ", relevant.Select(answer => $"{answer.Key} {answer.Value}"))}" : "";
}
