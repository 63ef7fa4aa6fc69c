using ModelCompression.Diagnostics;
using ModelCompression.Gating;
using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Gating;

[TestClass]
public sealed class GateTests
{
    private static readonly EvaluationResult Good = Results.Of("Top1", Direction.Higher, 0.9, 0.9, 10, new SuccessCounts(9, 9, 0, 0));
    private static readonly EvaluationResult Bad = Results.Of("Top1", Direction.Higher, 0.9, 0.5, 10, new SuccessCounts(9, 5, 4, 0));

    [TestMethod]
    [DataRow(2_000_000, true)]
    [DataRow(2_000_001, false)]
    public void Size_may_reach_the_limit_but_not_exceed_it(long bytes, bool passes) =>
        Assert.AreEqual(passes, Judge(Good, bytes, 2_000_000).Passed);

    [TestMethod]
    public void The_reason_for_size_gives_the_bytes()
    {
        var reason = Judge(Good, 2_000_001, 2_000_000).Reasons.Single();

        Assert.AreEqual(Codes.TooLarge, reason.Code);
        Assert.AreEqual("The compressed model has 2,000,001 bytes, more than MaxSize allows (2,000,000; original 9,000,000)", reason.Sentence);
    }

    [TestMethod]
    public void Without_a_size_limit_any_size_passes() => Assert.IsTrue(Judge(Good, long.MaxValue, null).Passed);

    [TestMethod]
    public void Metric_and_size_are_both_reported()
    {
        var verdict = Judge(Bad, 3, 2);

        Assert.AreEqual(Decision.Fail, verdict.Decision);
        CollectionAssert.AreEqual((string[])[Codes.GateFailed, Codes.TooLarge], verdict.Reasons.Select(reason => reason.Code).ToArray());
    }

    [TestMethod]
    public void Without_measurements_only_the_size_is_judged()
    {
        Assert.IsTrue(Judge(null, 1, 2).Passed);
        Assert.IsFalse(Judge(null, 3, 2).Passed);
    }

    private static Verdict Judge(EvaluationResult? result, long bytes, long? maxBytes) =>
        new Gate(new PointPolicy()).Judge(result, new ModelSizes(9_000_000, bytes), new GateLimits(MaxSizeBytes: maxBytes), "data/validation");
}
