using ModelCompression.Gating;
using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Gating;

[TestClass]
public sealed class NonInferiorPolicyTests
{
    [TestMethod]
    [DataRow(0, 0, 1000, Decision.Pass)]
    [DataRow(0, 0, 100, Decision.Inconclusive, DisplayName = "no sample broken, but 100 cannot show it")]
    [DataRow(15, 5, 1000, Decision.Inconclusive)]
    [DataRow(20, 0, 1000, Decision.Fail)]
    [DataRow(1, 0, 40, Decision.Inconclusive, DisplayName = "forty samples and one flip")]
    public void Passes_only_what_the_samples_show(int broken, int repaired, int samples, Decision expected)
    {
        var verdict = Judge(Counted(broken, repaired, samples), new GateLimits(0.01));

        Assert.AreEqual(expected, verdict.Decision);
        Assert.AreEqual(expected == Decision.Pass, verdict.Accepts);
    }

    [TestMethod]
    public void Too_few_samples_say_how_many_would_do() =>
        Assert.Contains("about 361 samples like these would decide", Judge(Counted(0, 0, 40), new GateLimits(0.01)).Reasons.Single().Sentence);

    [TestMethod]
    public void More_confidence_asks_for_more_samples()
    {
        Assert.IsTrue(Judge(Counted(0, 0, 400), new GateLimits(0.01)).Passed);
        Assert.IsFalse(Judge(Counted(0, 0, 400), new GateLimits(0.01) { Confidence = 0.99 }).Passed);
    }

    /// <summary>A true loss of exactly the limit: passing it is the error whose rate is promised. Summed over all outcomes.</summary>
    [TestMethod]
    [DataRow(268, 0.01, 0.0)]
    [DataRow(400, 0.01, 0.0)]
    [DataRow(1000, 0.03, 0.02)]
    [DataRow(2000, 0.02, 0.01)]
    public void At_the_limit_at_most_one_in_twenty_passes(int samples, double broken, double repaired) =>
        Assert.IsLessThanOrEqualTo(0.05, PairedCounts.Probability(samples, broken, repaired, (b, c) => Judge(Counted(b, c, samples), new GateLimits(0.01)).Passed));

    [TestMethod]
    public void A_floor_that_is_missed_fails_beside_what_is_undecided()
    {
        var verdict = Judge(Counted(1, 0, 40), new GateLimits(0.01, MinMetric: 0.9));

        Assert.AreEqual(Decision.Fail, verdict.Decision);
        Assert.HasCount(2, verdict.Reasons);
    }

    [TestMethod]
    [DataRow(4, true, DisplayName = "bounds 0.0 to 0.3: nothing is shown")]
    [DataRow(12, false)]
    public void A_class_fails_when_its_loss_is_shown(int broken, bool passes)
    {
        var original = Enumerable.Repeat(1.0, 40).ToArray();
        var compressed = original.Select((right, i) => i < broken ? 0.0 : right).ToArray();
        var result = Counted(0, 0, 1000) with { Outcomes = new PairedOutcomes(original, compressed) { Classes = new int[40] } };

        Assert.AreEqual(passes, Judge(result, new GateLimits(0.01) { MaxClassDrop = 0.1 }).Passed);
    }

    private static EvaluationResult Counted(int broken, int repaired, int samples)
    {
        var right = samples * 4 / 5;
        var counts = new SuccessCounts(right, right - broken + repaired, broken, repaired);
        return Results.Of("Top1", Direction.Higher, (double)right / samples, (double)counts.CompressedRight / samples, samples, counts);
    }

    private static Verdict Judge(EvaluationResult result, GateLimits limits) => new NonInferiorPolicy().Judge(result, limits, "data");
}
