using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class FrameF1Tests
{
    /// <summary>TP 2, FP 1, FN 1: 4 / 6.</summary>
    [TestMethod]
    public void Frames_of_all_recordings_count_together() =>
        Assert.AreEqual(4.0 / 6, Frames.Of(new FrameF1(), ("110", [0.9f, 0.2f, 0.1f]), ("01", [0.6f, 0.5f])).Value, 1e-12);

    [TestMethod]
    public void A_score_at_the_threshold_is_positive()
    {
        Assert.AreEqual(1, Frames.Of(new FrameF1(), ("10", [0.5f, 0.49f])).Value);
        Assert.AreEqual(2.0 / 3, Frames.Of(new FrameF1().WithThreshold(-1), ("10", [-0.5f, -1])).Value, 1e-12);
        Assert.AreEqual(1, Frames.Of(new FrameF1().WithThreshold(-0.5), ("10", [-0.5f, -1])).Value);
    }

    /// <summary>Twice TP 1 FN 1, once FP 1: 4 / (4 + 2 + 1).</summary>
    [TestMethod]
    public void Weights_count_recordings_more_than_once_or_not_at_all() =>
        Assert.AreEqual(4.0 / 7, Frames.Of(new FrameF1(), ("11", [1, 0]), ("0", [1]), ("1111", [0, 0, 0, 0])).Weighted([2, 1, 0]), 1e-12);

    [TestMethod]
    public void Scores_that_are_no_numbers_are_not_positive() => Assert.AreEqual(2.0 / 3, Frames.Of(new FrameF1(), ("11", [1, float.NaN])).Value, 1e-12);

    [TestMethod]
    public void Data_without_positive_frames_and_other_numbers_of_scores_are_refused()
    {
        Data.Coded.Error("MC2007", () => _ = Frames.Of(new FrameF1(), ("00", [1, 0])).Value, "No frame", "positive", "FrameF1");
        Data.Coded.Error("MC2007", () => Frames.Of(new FrameF1(), ("000", [1, 0])), "'a.wav' has 3 frames", "2x1");
        Data.Coded.Error("MC2007", () => LabelledScores.Of(new FrameF1(), (0, [1])), "no labels of frames");
    }

    [TestMethod]
    public void Without_recordings_it_is_not_a_number()
    {
        Assert.IsTrue(double.IsNaN(new FrameF1().Start().Value));
        Assert.IsTrue(double.IsNaN(Frames.Of(new FrameF1(), ("00", [0, 0]), ("1", [1])).Weighted([1, 0])));
    }
}
