using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class FrameAucTests
{
    /// <summary>The example of scikit-learn's roc_auc_score: labels 0, 0, 1, 1 with 0.1, 0.4, 0.35, 0.8 give 0.75.</summary>
    [TestMethod]
    public void It_agrees_with_the_published_example() => Assert.AreEqual(0.75, Frames.Of(new FrameAuc(), ("001", [0.1f, 0.4f, 0.35f]), ("1", [0.8f])).Value, 1e-12);

    [TestMethod]
    [DataRow("0011", new float[] { 1, 2, 3, 4 }, 1.0)]
    [DataRow("1100", new float[] { 1, 2, 3, 4 }, 0.0)]
    [DataRow("0101", new float[] { 7, 7, 7, 7 }, 0.5)]
    [DataRow("0101", new float[] { 1, 1, 1, 2 }, 0.75)]
    [DataRow("01", new float[] { float.NegativeInfinity, float.PositiveInfinity }, 1.0)]
    public void Closed_forms_hold_with_ties(string positive, float[] scores, double expected) => Assert.AreEqual(expected, Frames.Of(new FrameAuc(), (positive, scores)).Value, 1e-12);

    /// <summary>The sum of the ranks of positive frames, equal scores sharing the mean of theirs: (R - n(n + 1) / 2) / (n m).</summary>
    [TestMethod]
    public void It_is_the_rank_sum_however_recordings_are_weighted()
    {
        var random = new Random(5);
        (string Positive, float[] Scores)[] recordings = [.. Enumerable.Range(1, 6).Select(length => (string.Concat(Enumerable.Range(0, length * 3).Select(_ => random.Next(2))), Enumerable.Range(0, length * 3).Select(_ => random.Next(5) / 4f).ToArray()))];
        int[] weights = [2, 0, 1, 3, 1, 1];
        var drawn = recordings.Zip(weights).SelectMany(pair => Enumerable.Repeat(pair.First, pair.Second)).ToList();
        var ranks = Ranks.Of([.. drawn.SelectMany(recording => recording.Scores).Select(score => (double)score)]);
        var labels = string.Concat(drawn.Select(recording => recording.Positive));
        double n = labels.Count(letter => letter == '1');

        var expected = (ranks.Where((_, i) => labels[i] == '1').Sum() - (n * (n + 1) / 2)) / (n * (labels.Length - n));

        Assert.AreEqual(expected, Frames.Of(new FrameAuc(), recordings).Weighted(weights), 1e-12);
    }

    [TestMethod]
    public void Scores_that_are_no_numbers_make_none() => Assert.IsTrue(double.IsNaN(Frames.Of(new FrameAuc(), ("011", [0, 1, float.NaN])).Value));

    [TestMethod]
    public void Frames_of_one_kind_are_refused()
    {
        Data.Coded.Error("MC2007", () => _ = Frames.Of(new FrameAuc(), ("00", [1, 0])).Value, "No frame", "positive");
        Data.Coded.Error("MC2007", () => _ = Frames.Of(new FrameAuc(), ("11", [1, 0])).Value, "negative");
    }

    [TestMethod]
    public void Without_recordings_it_is_not_a_number() => Assert.IsTrue(double.IsNaN(new FrameAuc().Start().Value));
}
