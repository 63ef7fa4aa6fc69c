using ModelCompression.Core.Tests.Data;
using ModelCompression.Gating;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>Perplexity on texts: logits of the next token are a row of a table, by the token before.</summary>
[TestClass]
public sealed class LanguageModelTests
{
    /// <summary>9 tokens; all logits of a row are equal, so every next token has probability 1 / 9.</summary>
    private const string Uniform = "input ids: int64[N,S]\ntable = const float[9,9] fill 0\ny = Gather(table, ids)\noutput y: float[N,S,9]";

    private const string Spec = """{"schema":1,"inputs":{"ids":{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","maxLength":8,"pad":"PAD"}}}""";

    [TestMethod]
    [DataRow("longest")]
    [DataRow("max")]
    public void Equal_logits_have_the_perplexity_of_the_vocabulary_whatever_the_padding(string pad)
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("vocab.txt", TextSpecs.Vocabulary);
        var spec = pipeline.WriteFile("x.json", Spec.Replace("PAD", pad, StringComparison.Ordinal));
        var texts = pipeline.WriteFile("texts.csv", "text,label\na b c,0\nb,1\n");

        var result = pipeline.Evaluate(GraphText.Parse(Uniform), GraphText.Parse(Uniform.Replace("fill 0", "seed 3 range -4 4", StringComparison.Ordinal)),
            ("ValidationData", texts), ("Preprocess", spec), ("Metric", "Perplexity"), ("MaxMetricDrop", "0.5"), ("GateSeverity", "Error"));

        Assert.AreEqual((9, 2), (Math.Round(result.Evaluation.Result.Original, 9), result.Evaluation.Result.Samples));
        Assert.IsGreaterThan(9.5, result.Evaluation.Result.Compressed);
        Assert.AreEqual(Decision.Fail, result.Verdict.Decision);
    }

    [TestMethod]
    public void Data_without_texts_is_refused()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("vocab.txt", TextSpecs.Vocabulary);
        var model = GraphText.Parse(Uniform);

        Coded.Error("MC2007", () => pipeline.Evaluate(model, model, ("ValidationData", pipeline.WriteFile("ids.npy", ArrayFiles.Npy("<i8", "1, 3", ArrayFiles.Int64s(1, 2, 3)))), ("Metric", "Perplexity"), ("MaxMetricDrop", "1")), "texts that become tokens");
        Coded.Error("MC0004", () => pipeline.Evaluate(model, model, ("Metric", "Perplexity")), "MaxMetricDrop");
    }
}
