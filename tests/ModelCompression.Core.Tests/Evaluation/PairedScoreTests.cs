using System.Text.Json;
using ModelCompression.Diagnostics;
using ModelCompression.Evaluation;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Evaluation;

[TestClass]
public sealed class PairedScoreTests
{
    private static readonly OutputDecoding MeanPool = new(new Dictionary<string, IOutputDecoder> { ["y"] = new EmbeddingMeanPoolDecoder() });

    /// <summary>Two tokens a text, whose mean turns with x; the candidate scales the first token, which the mean's direction shows and its order does not.</summary>
    private readonly FakeFactory _factory = new(new Dictionary<string, Func<TensorData, TensorData>>(StringComparer.Ordinal)
    {
        ["original"] = x => Tokens(x, 1),
        ["candidate"] = x => Tokens(x, 1.5f),
    });

    [TestMethod]
    public void Metrics_judge_decoded_outputs()
    {
        var result = Measure(new Spearman(), 1);

        Assert.AreEqual((60, 1.0, 1.0), (result.Samples, result.Original, result.Compressed));
        Assert.AreEqual(0, result.Drop);
        Assert.IsNull(result.Counts);
        Assert.IsEmpty(result.Outcomes.Original);
        Assert.IsEmpty(result.Outcomes.Compressed);
    }

    [TestMethod]
    public void Fidelity_compares_embeddings_where_those_are_all_an_app_uses()
    {
        Assert.IsTrue(Measure(new Fidelity(), 1, OutputDecoding.Raw).Compressed is > 0.9 and < 1, "the raw outputs differ");
        Assert.AreEqual(1, Measure(new Spearman(), 1).Fidelity.Cosine, 1e-12, "the embeddings do not");
        Assert.AreEqual(1, Measure(new Fidelity(), 1).Compressed, 1e-12);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Pairs_do_not_depend_on_the_number_of_threads(int threads) =>
        Assert.AreEqual(JsonSerializer.Serialize(Measure(new Spearman(), 1)), JsonSerializer.Serialize(Measure(new Spearman(), threads)));

    private EvaluationResult Measure(IMetric metric, int threads, OutputDecoding? decoding = null) => new Evaluator(_factory).Measure(
        new EvaluationRequest("original", "candidate", metric, "data", threads) { Decoding = decoding ?? MeanPool }, Pairs(60), 120, new DiagnosticList(), CancellationToken.None);

    /// <summary>The second text of each pair is at angle 0, the first at an angle that grows as the score falls.</summary>
    private static IEnumerable<Sample> Pairs(int count)
    {
        for (var pair = 0; pair < count; pair++)
        {
            for (var side = 0; side < 2; side++)
            {
                var x = TensorData.Floats(new Shape(1), side == 0 ? (pair + 1) / 100f : 0);
                yield return new Sample($"#{pair}.{side}", new Dictionary<string, TensorData> { ["x"] = x }, new PairLabel(pair, side, -pair));
            }
        }
    }

    private static TensorData Tokens(TensorData x, float scale)
    {
        var angle = x.AsSpan<float>()[0];
        return TensorData.Floats(new Shape(1, 2, 2), MathF.Cos(angle) * scale, MathF.Sin(angle) * scale, MathF.Cos(angle), MathF.Sin(angle));
    }
}
