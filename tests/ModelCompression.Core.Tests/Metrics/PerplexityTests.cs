using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class PerplexityTests
{
    /// <summary>Whatever the tokens, four equal logits have the perplexity 4.</summary>
    [TestMethod]
    public void Equal_logits_have_the_perplexity_of_their_number() => Assert.AreEqual(4, Of(([0, 1, 2, 3], new float[16], 4)).Value, 1e-12);

    /// <summary>p = 1/2 and 1/4 for the two tokens that follow: exp((ln 2 + ln 4) / 2) = sqrt 8. The last row is not looked at.</summary>
    [TestMethod]
    public void The_next_token_is_looked_up_in_the_row_before()
    {
        var ln = MathF.Log(2);

        Assert.AreEqual(Math.Sqrt(8), Of(([0, 1, 2], [0, ln, 0, ln, 0, 0, 99, -99, 0], 3)).Value, 1e-6);
    }

    [TestMethod]
    public void Rows_of_padding_do_not_count() => Assert.AreEqual(2, Of(([0, 1], [0, 0, 50, -50, 7, 8, 9, 1], 2)).Value, 1e-12);

    [TestMethod]
    public void Large_logits_do_not_overflow()
    {
        Assert.AreEqual(1, Of(([0, 1], [-3e38f, 3e38f, 0, 0], 2)).Value, 1e-12);
        Assert.AreEqual(Math.Exp(2000), Of(([0, 1], [2000, 0, 0, 0], 2)).Value);
        Assert.AreEqual(Math.Exp(600), Of(([0, 1], [600, 0, 0, 0], 2)).Value, 1e250);
    }

    /// <summary>One text with 1 token and perplexity 2, one with 3 tokens and perplexity 4: exp((w ln 2 + 3 v ln 4) / (w + 3 v)).</summary>
    [TestMethod]
    public void Texts_count_by_their_tokens()
    {
        var metric = Of(([0, 1], [0, 0, float.NegativeInfinity, float.NegativeInfinity, 0, 0, 0, 0], 4), ([0, 1, 2, 3], new float[16], 4));

        Assert.AreEqual(Math.Exp((Math.Log(2) + (3 * Math.Log(4))) / 4), metric.Value, 1e-9);
        Assert.AreEqual(Math.Exp(((2 * Math.Log(2)) + (3 * Math.Log(4))) / 5), metric.Weighted([2, 1]), 1e-9);
        Assert.AreEqual(2, metric.PerSample[0], 1e-9);
    }

    [TestMethod]
    public void Logits_that_are_no_numbers_make_none() => Assert.IsTrue(double.IsNaN(Of(([0, 1], [float.NaN, 0, 0, 0], 2)).Value));

    [TestMethod]
    public void What_does_not_fit_is_refused()
    {
        Data.Coded.Error("MC2007", () => LabelledScores.Of(new Perplexity(), (0, [1])), "no text with tokens");
        Data.Coded.Error("MC2007", () => Of(([0], [0, 0], 2)), "single token");
        Data.Coded.Error("MC2007", () => Of(([0, 1, 0], [0, 0, 0, 0], 2)), "each of its 3 tokens");
        Data.Coded.Error("MC2007", () => Of(([0, 2], [0, 0, 0, 0], 2)), "token 2", "2 tokens apart");
    }

    [TestMethod]
    public void Without_texts_it_is_not_a_number() => Assert.IsTrue(double.IsNaN(new Perplexity().Start().Value));

    private static IMetricAccumulator Of(params (int[] Ids, float[] Logits, int Width)[] texts)
    {
        var accumulator = new Perplexity().Start();
        foreach (var (ids, logits, width) in texts)
        {
            accumulator.Add(new Sample("#0", new Dictionary<string, TensorData>(), new TokensLabel(ids)), [TensorData.Floats(new Shape(1, logits.Length / width, width), logits)], []);
        }

        return accumulator;
    }
}
