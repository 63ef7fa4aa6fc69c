using ModelCompression.Compression.Search;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class TuningSplitTests
{
    [TestMethod]
    [DataRow(200, 60)]
    [DataRow(1001, 300)]
    public void Thirty_percent_tune_and_the_others_judge(int count, int tuning)
    {
        var split = new TuningSplit(count, seed: 3);
        var samples = Enumerable.Range(0, count).ToList();
        var first = split.Tuning(samples).ToList();
        var second = split.Verdict(samples).ToList();

        Assert.HasCount(tuning, first);
        Assert.AreEqual((tuning, count - tuning), (split.TuningCount, split.VerdictCount));
        CollectionAssert.AreEqual(samples, first.Concat(second).Order().ToList());
        CollectionAssert.AreEqual(first.Order().ToList(), first);
    }

    [TestMethod]
    public void Samples_that_belong_together_stay_together()
    {
        var split = new TuningSplit(402, seed: 3, groupSize: 2);
        var samples = Enumerable.Range(0, 402).ToList();
        var first = split.Tuning(samples).ToList();

        Assert.AreEqual((120, 282), (split.TuningCount, split.VerdictCount));
        Assert.HasCount(120, first);
        Assert.HasCount(282, split.Verdict(samples).ToList());
        Assert.IsTrue(first.Chunk(2).All(pair => pair[0] % 2 == 0 && pair[1] == pair[0] + 1));
    }

    [TestMethod]
    public void The_seed_decides_which()
    {
        var samples = Enumerable.Range(0, 500).ToList();

        CollectionAssert.AreEqual(new TuningSplit(500, 1).Tuning(samples).ToList(), new TuningSplit(500, 1).Tuning(samples).ToList());
        CollectionAssert.AreNotEqual(new TuningSplit(500, 1).Tuning(samples).ToList(), new TuningSplit(500, 2).Tuning(samples).ToList());
    }
}
