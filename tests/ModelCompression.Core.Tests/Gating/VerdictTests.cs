using ModelCompression.Gating;

namespace ModelCompression.Core.Tests.Gating;

[TestClass]
public sealed class VerdictTests
{
    private static readonly Verdict Unsure = new(Decision.Inconclusive, [new Reason("MC1001", "few samples")]);
    private static readonly Verdict Failed = Verdict.Fail(new Reason("MC1002", "too large"));

    [TestMethod]
    public void The_worse_decision_wins_in_either_order()
    {
        Assert.AreEqual(Decision.Pass, Verdict.Pass.And(Verdict.Pass).Decision);
        Assert.AreEqual(Decision.Inconclusive, Verdict.Pass.And(Unsure).Decision);
        Assert.AreEqual(Decision.Inconclusive, Unsure.And(Verdict.Pass).Decision);
        Assert.AreEqual(Decision.Fail, Unsure.And(Failed).Decision);
        Assert.AreEqual(Decision.Fail, Failed.And(Unsure).Decision);
    }

    [TestMethod]
    public void Reasons_are_kept_in_order() =>
        CollectionAssert.AreEqual((string[])["few samples", "too large"], Unsure.And(Failed).Reasons.Select(reason => reason.Sentence).ToArray());
}
