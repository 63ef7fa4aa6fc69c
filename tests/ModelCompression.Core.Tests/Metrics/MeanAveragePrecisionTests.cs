using ModelCompression.Inference;
using ModelCompression.Metrics;
using static ModelCompression.Core.Tests.Metrics.DetectedImages;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class MeanAveragePrecisionTests
{
    private const double Tolerance = 1e-12;

    [TestMethod]
    public void Everything_found_exactly_is_1() => AssertIs(1, New().Add([Object(0, 0), Object(20, 0, 1)], Found(0, 0, 0.5), Found(20, 0, 0.5, 1)));

    /// <summary>An overlap of 0.72 reaches 0.5, 0.55, 0.6, 0.65 and 0.7.</summary>
    [TestMethod]
    public void A_box_counts_at_every_threshold_its_overlap_reaches() => AssertIs(0.5, New().Add([Object(0, 0)], [0, 0, 10, 7.2, 0.9, 0]));

    /// <summary>
    /// From the best score down, the first box takes the object at the 3 thresholds its overlap 0.62 reaches, and the exact one is wrong but comes later: 1. At the other 7 the first
    /// is wrong and the second right: 1/2. Taking the best overlap first would be 1/2 everywhere.
    /// </summary>
    [TestMethod]
    public void Scores_decide_who_takes_an_object_not_overlaps() => AssertIs((3 + (7 * 0.5)) / 10, New().Add([Object(0, 0)], [0, 0, 10, 6.2, 0.9, 0], Found(0, 0, 0.8)));

    /// <summary>0.6 is no binary number: an overlap of 60 / 100 has to count at the threshold 0.6 as it does in the reference, so 0.5, 0.55 and 0.6.</summary>
    [TestMethod]
    public void Thresholds_are_those_of_the_reference() => AssertIs(0.3, New().Add([Object(0, 0)], [0, 0, 10, 6, 0.9, 0]));

    /// <summary>The box in the crowd that also overlaps a free object by 0.8 takes the object at 7 thresholds; at 0.85, 0.9 and 0.95 it is ignored and the object missed: 0.</summary>
    [TestMethod]
    public void A_crowd_is_taken_only_where_no_object_is_left() => AssertIs(0.7, New().Add([Crowd(0, 0, 50, 50), Object(0, 0)], [0, 0, 10, 8, 0.9, 0]));

    [TestMethod]
    public void Images_drawn_again_are_weighed()
    {
        var images = New().Add([Object(0, 0)], Found(0, 0, 0.9)).Add([Object(0, 0)], Found(50, 50, 0.5));

        Assert.AreEqual(51.0 / 101, images.Value, Tolerance); // one of two objects found, before the wrong box
        Assert.AreEqual(1, images.Accumulator.Weighted([2, 0]), Tolerance);
        Assert.AreEqual(0, images.Accumulator.Weighted([0, 2]), Tolerance);
        Assert.AreEqual(20, images.Accumulator.Steps); // 2 boxes at 10 thresholds
    }

    private static DetectedImages New() => new(new MeanAveragePrecision());

    private static void AssertIs(double expected, DetectedImages images) => Assert.AreEqual(expected, images.Value, Tolerance);
}
