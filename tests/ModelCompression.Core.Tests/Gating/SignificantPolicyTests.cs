using ModelCompression.Diagnostics;
using ModelCompression.Gating;
using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Gating;

[TestClass]
public sealed class SignificantPolicyTests
{
    [TestMethod]
    [DataRow(0, 0, 1000, Decision.Pass)] // upper bound 0.0027
    [DataRow(15, 5, 1000, Decision.Inconclusive)] // 0.0028 to 0.0183
    [DataRow(20, 0, 1000, Decision.Fail)] // 0.0139 to 0.0287
    [DataRow(1, 0, 40, Decision.Inconclusive)]
    public void Fails_only_what_the_samples_show(int broken, int repaired, int samples, Decision expected) =>
        Assert.AreEqual(expected, Judge(broken, repaired, samples).Decision);

    [TestMethod]
    public void Too_few_samples_are_accepted_with_the_figures()
    {
        var verdict = Judge(15, 5, 1000);

        Assert.IsTrue(verdict.Accepts);
        Assert.AreEqual(Codes.Undecided, verdict.Reasons.Single().Code);
        Assert.AreEqual(
            "1000 samples of 'data' are too few to tell whether Top1 loses more than MaxMetricDrop 0.01 (original 0.8000, compressed 0.7900, drop 0.0028 to 0.0183 at 95 % confidence on each side); "
            + "more samples would not decide soon, since it is so close to the limit",
            verdict.Reasons.Single().Sentence);
    }

    [TestMethod]
    public void Other_metrics_are_judged_by_the_quantiles_of_their_loss()
    {
        var grid = Enumerable.Range(0, 1001).ToArray();

        Assert.AreEqual(Decision.Fail, Drawn([.. grid.Select(k => 0.0096 + (k * 1e-5))]).Decision); // 5 % quantile 0.0101
        Assert.AreEqual(Decision.Inconclusive, Drawn([.. grid.Select(k => 0.0090 + (k * 1e-5))]).Decision);
        Assert.AreEqual(Decision.Pass, Drawn([.. grid.Select(k => 0.0004 + (k * 1e-5))]).Decision); // 95 % quantile 0.0099
        Assert.AreEqual(Decision.Inconclusive, Drawn(null).Decision);
    }

    /// <summary>A true loss of exactly the limit: failing it is the error whose rate is promised. Summed over all outcomes.</summary>
    [TestMethod]
    [DataRow(100, 0.02, 0.01)]
    [DataRow(200, 0.015, 0.005)]
    [DataRow(500, 0.015, 0.005)]
    [DataRow(1000, 0.03, 0.02)]
    [DataRow(2000, 0.05, 0.04)]
    public void At_the_limit_at_most_one_in_twenty_fails(int samples, double broken, double repaired)
    {
        var rate = PairedCounts.Probability(samples, broken, repaired, (b, c) => Judge(b, c, samples).Decision == Decision.Fail);

        Assert.IsLessThanOrEqualTo(0.05, rate);
        Assert.IsGreaterThan(0.01, rate); // a rule that never fails would promise nothing
    }

    [TestMethod]
    public void At_the_limit_at_most_50_of_1000_runs_fail() => Assert.IsLessThanOrEqualTo(50, Failures(500, 0.015, 0.005));

    [TestMethod]
    [DataRow(0.035, 0.005)]
    [DataRow(0.04, 0.01)]
    public void Three_times_the_limit_fails_nearly_always(double broken, double repaired) =>
        Assert.IsGreaterThanOrEqualTo(950, Failures(2000, broken, repaired));

    private static int Failures(int samples, double broken, double repaired)
    {
        var random = new Random(20);
        var failed = 0;
        for (var run = 0; run < 1000; run++)
        {
            var (b, c) = PairedCounts.Draw(random, samples, broken, repaired);
            failed += Judge(b, c, samples).Decision == Decision.Fail ? 1 : 0;
        }

        return failed;
    }

    private static Verdict Judge(int broken, int repaired, int samples)
    {
        var right = samples * 4 / 5;
        var counts = new SuccessCounts(right, right - broken + repaired, broken, repaired);
        return Judge(Results.Of("Top1", Direction.Higher, (double)right / samples, (double)counts.CompressedRight / samples, samples, counts));
    }

    private static Verdict Drawn(double[]? quantiles) => Judge(Results.Of("F1", Direction.Higher, 0.8, 0.79, 500, null) with { DropQuantiles = quantiles });

    private static Verdict Judge(EvaluationResult result) => new SignificantPolicy().Judge(result, new GateLimits(0.01), "data");
}
