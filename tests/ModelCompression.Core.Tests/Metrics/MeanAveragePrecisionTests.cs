using System.Globalization;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using static ModelCompression.Core.Tests.Metrics.DetectedImages;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class MeanAveragePrecisionTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Images with objects (class, left, top, right, bottom, crowd) and boxes found (left, top, right, bottom, score, class), many scores equal, some boxes doubled.</summary>
    private static readonly (string Objects, string Found)[] Scene =
    [
        ("2 54 59 76 81 0; 2 51 56 81 84 1; 2 4 3 13 17 0; 2 5 29 33 45 0; 1 6 54 23 74 1; 2 0 13 14 22 0",
            "1 14 12 24 0.4 2; 11 43 36 57 0.8 2; 52 58 80 86 0.1 2; 45 6 53 15 0.8 1; 3 29 33 44 0.9 2; 52 60 76 80 0.2 2; 0 14 12 21 0.4 2; 0 13 12 22 0.6 2; 6 2 13 18 0.1 2; 53 58 78 82 0.3 2; 2 4 13 18 0.4 2; 12 46 24 67 0.7 0; 5 27 31 47 0.2 2"),
        ("0 13 28 29 36 0; 0 37 40 52 48 0; 2 8 55 28 68 0",
            "7 57 27 67 0.3 2; 13 29 27 34 0.2 0; 39 41 51 50 0.8 0; 2 32 18 47 0.7 1; 38 5 59 14 0.2 0; 47 40 72 54 0.7 1"),
        ("0 14 30 39 58 0; 0 2 11 19 30 0; 2 46 44 70 70 0",
            "12 30 40 59 0.4 0; 44 42 72 68 0.8 2; 0 11 18 31 0.6 0; 4 46 21 64 0.3 0; 4 28 29 47 0.1 2; 44 42 71 70 0.5 2; 12 30 38 57 0.1 0; 47 45 59 63 0.6 0"),
        ("1 37 0 64 10 1; 2 5 30 13 45 0; 1 49 39 78 62 0; 1 19 9 48 36 0; 1 42 16 56 44 0; 0 8 8 31 27 0",
            "19 10 49 35 0.6 1; 33 31 62 49 0.8 1; 41 17 55 46 0.6 1; 45 4 61 17 0.2 1; 35 2 66 8 0.5 1; 35 0 65 10 0.7 1; 30 17 44 38 0.7 2; 39 1 65 11 0.9 1"),
        ("1 41 50 67 58 0; 0 50 3 78 14 0; 1 34 44 58 68 0; 0 28 29 42 57 0; 1 35 36 63 60 0",
            "51 3 77 12 0.8 0; 32 5 41 27 0.6 2; 50 59 68 75 0.1 1; 36 36 62 58 0.2 1; 52 3 76 13 0.4 0; 42 49 65 58 0.4 1; 52 1 77 13 0.5 0; 35 43 56 69 0.7 1; 13 15 33 25 0.5 2"),
    ];

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

    /// <summary>Computed by another program, written after the definition and loop by loop: for every class and threshold cumulated counts, a monotone envelope, a search for each recall.</summary>
    [TestMethod]
    public void A_scene_of_several_classes_agrees_with_a_plain_computation()
    {
        var (all, half) = (New(), new DetectedImages(new MeanAveragePrecision50()));
        foreach (var (objects, found) in Scene)
        {
            LabelledBox[] labelled = [.. Rows(objects).Select(row => new LabelledBox((int)row[0], new Box(row[1], row[2], row[3], row[4]), row[5] == 1))];
            all.Add(labelled, Rows(found));
            half.Add(labelled, Rows(found));
        }

        Assert.AreEqual(0.27006673194791986, all.Value, Tolerance);
        Assert.AreEqual(0.49389741171919366, half.Value, Tolerance);
    }

    [TestMethod]
    public void Images_drawn_again_are_weighed()
    {
        var images = New().Add([Object(0, 0)], Found(0, 0, 0.9)).Add([Object(0, 0)], Found(50, 50, 0.5));

        Assert.AreEqual(51.0 / 101, images.Value, Tolerance); // one of two objects found, before the wrong box
        Assert.AreEqual(1, images.Accumulator.Weighted([2, 0]), Tolerance);
        Assert.AreEqual(0, images.Accumulator.Weighted([0, 2]), Tolerance);
        Assert.AreEqual(11, images.Accumulator.Steps); // the right box, at each of 10 thresholds; a wrong one behind it changes nothing
    }

    private static double[][] Rows(string text) => [.. text.Split(';').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];

    private static DetectedImages New() => new(new MeanAveragePrecision());

    private static void AssertIs(double expected, DetectedImages images) => Assert.AreEqual(expected, images.Value, Tolerance);
}
