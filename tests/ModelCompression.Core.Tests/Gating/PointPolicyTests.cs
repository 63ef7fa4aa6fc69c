using ModelCompression.Diagnostics;
using ModelCompression.Gating;
using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Gating;

[TestClass]
public sealed class PointPolicyTests
{
    [TestMethod]
    [DataRow(100, 99, 98, 0.01, true)] // exactly at the limit
    [DataRow(100, 99, 97, 0.01, false)]
    [DataRow(100, 90, 61, 0.29, true)] // 0.29 * 100 is 28.999999999999996 in binary
    [DataRow(100, 90, 60, 0.29, false)]
    [DataRow(1000, 751, 741, 0.01, true)]
    [DataRow(1000, 751, 740, 0.01, false)]
    [DataRow(3, 3, 2, 0.33, false)]
    [DataRow(3, 3, 2, 0.34, true)]
    [DataRow(100, 90, 95, 0.0, true)] // better than the original
    [DataRow(100, 90, 90, 0.0, true)]
    [DataRow(100, 90, 89, 0.0, false)]
    [DataRow(100, 90, 94, -0.04, true)] // a gain is demanded
    [DataRow(100, 90, 93, -0.04, false)]
    public void Lost_samples_are_counted(int samples, int originalRight, int compressedRight, double limit, bool passes) =>
        Assert.AreEqual(passes, Judge(Top1Of(samples, originalRight, compressedRight), new GateLimits(limit)).Passed);

    [TestMethod]
    [DataRow(100, 29, 0.29, true)]
    [DataRow(100, 28, 0.29, false)]
    [DataRow(1000, 720, 0.72, true)]
    [DataRow(1000, 719, 0.72, false)]
    public void The_minimum_is_counted_too(int samples, int right, double minimum, bool passes) =>
        Assert.AreEqual(passes, Judge(Top1Of(samples, right, right), new GateLimits(0.01, minimum)).Passed);

    [TestMethod]
    [DataRow(0.751, 0.741, true)] // 0.751 - 0.741 is 0.010000000000000009 in binary
    [DataRow(0.751, 0.7409999, false)]
    [DataRow(1, 1.5, true)]
    [DataRow(1, double.NaN, false)]
    [DataRow(double.NaN, 1, false)]
    [DataRow(1, double.NegativeInfinity, false)]
    public void Other_values_are_compared_without_float_noise(double original, double compressed, bool passes) =>
        Assert.AreEqual(passes, Judge(Values(original, compressed, Direction.Higher), new GateLimits(0.01)).Passed);

    [TestMethod]
    [DataRow(0.30, 0.31, true)]
    [DataRow(0.30, 0.3101, false)]
    [DataRow(0.30, 0.1, true)]
    public void A_rise_is_the_loss_when_lower_is_better(double original, double compressed, bool passes) =>
        Assert.AreEqual(passes, Judge(Values(original, compressed, Direction.Lower), new GateLimits(0.01)).Passed);

    [TestMethod]
    [DataRow(0.5, true)]
    [DataRow(0.49, false)]
    public void The_minimum_is_a_maximum_when_lower_is_better(double limit, bool passes) =>
        Assert.AreEqual(passes, Judge(Values(0.5, 0.5, Direction.Lower), new GateLimits(null, limit)).Passed);

    [TestMethod]
    public void Nothing_fails_without_limits() => Assert.AreEqual(Decision.Pass, Judge(Values(1, double.NaN, Direction.Higher), new GateLimits(null)).Decision);

    [TestMethod]
    public void The_reason_gives_all_figures()
    {
        var reason = Judge(Top1Of(1000, 751, 731), new GateLimits(0.01)).Reasons.Single();

        Assert.AreEqual(Codes.GateFailed, reason.Code);
        Assert.AreEqual("Top1 0.7310 is below the required 0.7410 (original 0.7510, MaxMetricDrop 0.01) on 'data/validation' (1000 samples, drop 0.0139 to 0.0287 at 95 % confidence on each side)", reason.Sentence);
    }

    [TestMethod]
    public void The_reason_shows_as_many_digits_as_tell_the_values_apart()
    {
        var reason = Judge(Values(0.99, 0.97999999, Direction.Higher), new GateLimits(0.01)).Reasons.Single();

        Assert.AreEqual("Rmse 0.97999999 is below the required 0.98000000 (original 0.99000000, MaxMetricDrop 0.01) on 'data/validation' (10 samples)", reason.Sentence);
    }

    [TestMethod]
    public void Both_limits_give_their_reason()
    {
        var verdict = Judge(Top1Of(1000, 751, 731), new GateLimits(0.01, 0.74));

        Assert.AreEqual(Decision.Fail, verdict.Decision);
        Assert.HasCount(2, verdict.Reasons);
        Assert.AreEqual("Top1 0.7310 is below the required 0.74 (MinMetric 0.74) on 'data/validation' (1000 samples)", verdict.Reasons[1].Sentence);
    }

    [TestMethod]
    public void The_reason_for_lower_metrics_says_above() =>
        Assert.AreEqual(
            "Rmse 0.5000 is above the allowed 0.3100 (original 0.3000, MaxMetricDrop 0.01) on 'data/validation' (10 samples)",
            Judge(Values(0.3, 0.5, Direction.Lower), new GateLimits(0.01)).Reasons.Single().Sentence);

    [TestMethod]
    public void NaN_is_said_in_words() =>
        Assert.AreEqual(
            "Rmse of the compressed model is not a number on 'data/validation' (10 samples; original 1.0000); its outputs are not finite, or all equal: compress less",
            Judge(Values(1, double.NaN, Direction.Higher), new GateLimits(0.01)).Reasons.Single().Sentence);

    [TestMethod]
    public void The_worst_class_is_named_when_one_loses_too_much()
    {
        var result = Top1Of(6, 5, 4) with { Outcomes = new PairedOutcomes([1, 1, 1, 1, 0, 1], [1, 1, 0, 1, 0, 1]) { Classes = [3, 3, 3, 7, 7, 9] } };

        Assert.IsTrue(Judge(result, new GateLimits(0.5) { MaxClassDrop = 0.34 }).Passed);
        Assert.AreEqual("class 3 has 2 of 3 samples right, 3 before, a loss of more than MaxClassDrop 0.3 on 'data/validation'", Judge(result, new GateLimits(0.5) { MaxClassDrop = 0.3 }).Reasons.Single().Sentence);
    }

    private static Verdict Judge(EvaluationResult result, GateLimits limits) => new PointPolicy().Judge(result, limits, "data/validation");

    private static EvaluationResult Top1Of(int samples, int originalRight, int compressedRight) =>
        Results.Of("Top1", Direction.Higher, (double)originalRight / samples, (double)compressedRight / samples, samples, new SuccessCounts(originalRight, compressedRight, Math.Max(0, originalRight - compressedRight), Math.Max(0, compressedRight - originalRight)));

    private static EvaluationResult Values(double original, double compressed, Direction better) => Results.Of("Rmse", better, original, compressed, 10, null);
}
