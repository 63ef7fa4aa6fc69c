using System.Text.Json;

namespace ModelCompression.Engine.Tests.Cli;

/// <summary>Classes, values and search on texts, from the files to the verdict.</summary>
[TestClass]
public sealed class TextTaskTests
{
    private const string Plain = """{"schema":1,"inputs":{"ids":{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt"},"mask":{"type":"text","sameAs":"ids","emit":"mask"}}}""";

    /// <summary>The third text has more of the other class.</summary>
    [TestMethod]
    [DataRow("texts.csv", "text,label\na,apple\n\"b, b a\",pear\na b b,apple\nb,1\n")]
    [DataRow("texts.tsv", "label\ttext\napple\ta\npear\tb b a\napple\ta b b\n1\tb\n")]
    [DataRow("texts.jsonl", "{\"text\":\"a\",\"label\":\"apple\"}\n{\"text\":\"b b a\",\"label\":\"pear\"}\n{\"text\":\"a b b\",\"label\":\"apple\"}\n{\"text\":\"b\",\"label\":1}\n")]
    public void Classes_of_texts_have_names(string name, string content)
    {
        using var workspace = Create();
        workspace.Write(name, content);
        workspace.Write("names.txt", "apple\npear\n");

        var metric = Metric(workspace, "scores.onnx", name, "plain.json", "--labels", "names.txt");

        Assert.AreEqual(("Top1", 0.75, 4), (metric.GetProperty("name").GetString(), metric.GetProperty("compressed").GetDouble(), metric.GetProperty("n").GetInt32()));
    }

    [TestMethod]
    public void A_spec_may_name_the_classes()
    {
        using var workspace = Create();
        workspace.Write("texts.csv", "text,label\na,apple\nb,pear\n");
        workspace.Write("named.json", Plain.Replace("\"schema\":1,", "\"schema\":1,\"classes\":[\"apple\",\"pear\"],", StringComparison.Ordinal));

        Assert.AreEqual(1, Metric(workspace, "scores.onnx", "texts.csv", "named.json").GetProperty("compressed").GetDouble());
    }

    /// <summary>The sums are (1, 0) and (1, 2): one of four values is off by 1.</summary>
    [TestMethod]
    [DataRow("Mae", 0.25)]
    [DataRow("Rmse", 0.35355339)]
    public void Values_of_texts_are_lists_of_numbers(string name, double expected)
    {
        using var workspace = Create();
        workspace.Write("texts.jsonl", "{\"text\":\"a\",\"label\":[1,0]}\n{\"text\":\"a b b\",\"label\":[1,1]}\n");

        Assert.AreEqual(expected, Metric(workspace, "scores.onnx", "texts.jsonl", "plain.json", "--metric", name, "--max-metric-drop", "0.1").GetProperty("compressed").GetDouble(), 1e-6);
    }

    /// <summary>The query "a b" is nearest to the document "a b" (cosine 1), then to "a" and "b" alike.</summary>
    [TestMethod]
    [DataRow("NdcgAt10", 0.63092975)]
    [DataRow("RecallAt1", 0)]
    [DataRow("RecallAt10", 1)]
    public void Queries_look_for_documents(string name, double expected)
    {
        using var workspace = Create();
        workspace.Write("search/corpus.jsonl", "{\"_id\":\"1\",\"title\":\"a\",\"text\":\"\"}\n{\"_id\":\"2\",\"title\":\"a\",\"text\":\"b\"}\n{\"_id\":\"3\",\"text\":\"b\"}\n");
        workspace.Write("search/queries.jsonl", "{\"_id\":\"q\",\"text\":\"b a\"}\n");
        workspace.Write("search/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq\t1\t1\n");

        var metric = Metric(workspace, "text.onnx", "search", "text.json", "--metric", name);

        Assert.AreEqual(1, metric.GetProperty("n").GetInt32());
        Assert.AreEqual(expected, metric.GetProperty("compressed").GetDouble(), 1e-6);
    }

    [TestMethod]
    public void Lines_of_queries_and_documents_are_judged_by_ndcg()
    {
        using var workspace = Create();
        workspace.Write("search.jsonl", "{\"query\":\"a\",\"document\":\"a a\"}\n{\"query\":\"b\",\"document\":\"b b\"}\n");

        var metric = Metric(workspace, "text.onnx", "search.jsonl", "text.json");

        Assert.AreEqual(("NdcgAt10", 2, 1.0), (metric.GetProperty("name").GetString(), metric.GetProperty("n").GetInt32(), metric.GetProperty("compressed").GetDouble()));
    }

    /// <summary>The same pairs as with the hand-written spec, judged by the same metric.</summary>
    [TestMethod]
    public void A_published_tokenizer_stands_for_the_spec()
    {
        using var workspace = Create();
        workspace.Write("embedding.onnx", TextModel.Embedding());
        workspace.Write("tokenizer.json", """
            {"added_tokens":[{"id":0,"content":"[UNK]"},{"id":1,"content":"[CLS]"},{"id":2,"content":"[SEP]"}],"normalizer":{"type":"BertNormalizer","lowercase":true},
             "pre_tokenizer":{"type":"BertPreTokenizer"},"post_processor":{"type":"BertProcessing","cls":["[CLS]",1],"sep":["[SEP]",2]},
             "model":{"type":"WordPiece","unk_token":"[UNK]","vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":2,"a":3,"b":4}}}
            """);

        var json = workspace.Run("evaluate", "embedding.onnx", "--validation-data", "pairs.csv", "--preprocess", "tokenizer.json", "--json").Exits(0).Json;

        Assert.AreEqual("Spearman", json.GetProperty("metric").GetProperty("name").GetString());
        Assert.AreEqual(1, json.GetProperty("metric").GetProperty("compressed").GetDouble(), 1e-12);
        StringAssert.Contains(json.GetProperty("preprocessing").GetString(), "embedding-meanpool");
    }

    [TestMethod]
    public void Texts_that_the_vocabulary_does_not_know_are_a_warning()
    {
        using var workspace = Create();
        workspace.Write("texts.csv", "text,label\na,0\nb,1\n日本,0\n");

        var result = workspace.Run("evaluate", "scores.onnx", "--validation-data", "texts.csv", "--preprocess", "plain.json", "--json").Exits(0);

        CollectionAssert.AreEqual((string[])["warning MC3011"], result.Diagnostics.ToArray());
    }

    private static Workspace Create()
    {
        var workspace = new Workspace();
        TextModel.WriteTo(workspace);
        workspace.Write("scores.onnx", TextModel.Summing());
        workspace.Write("plain.json", Plain);
        return workspace;
    }

    private static JsonElement Metric(Workspace workspace, string model, string data, string spec, params string[] more) =>
        workspace.Run(["evaluate", model, "--validation-data", data, "--preprocess", spec, "--json", .. more]).Exits(0).Json.GetProperty("metric");
}
