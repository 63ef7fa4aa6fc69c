using ModelCompression.Core.Tests.Data;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;
using static ModelCompression.Core.Tests.Metrics.DetectedImages;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class MeanAveragePrecision50Tests
{
    private const double Tolerance = 1e-12;

    [TestMethod]
    public void Everything_found_and_nothing_else_is_1() =>
        AssertIs(1, New().Add([Object(0, 0), Object(20, 0, 3)], Found(0, 0, 0.1), Found(20, 0, 0.9, 3)).Add([Object(5, 5)], Found(5, 5, 0.4)).Add([]));

    /// <summary>Precision is 1/2 where recall becomes 1, at all 101 recalls.</summary>
    [TestMethod]
    public void A_wrong_box_before_the_right_one_is_one_half() => AssertIs(0.5, New().Add([Object(0, 0)], Found(50, 50, 0.9), Found(0, 0, 0.8)));

    /// <summary>Recall ends at 1/2: precision 1 at the recalls 0 to 0.50, 51 of 101.</summary>
    [TestMethod]
    public void A_missed_object_costs_the_recalls_beyond() => AssertIs(51.0 / 101, New().Add([Object(0, 0), Object(50, 50)], Found(0, 0, 0.9)));

    /// <summary>Right, wrong, right of 3 objects: precision 1 up to recall 1/3 (34 recalls), then 2/3 up to 2/3 (33 more).</summary>
    [TestMethod]
    public void Precision_is_the_best_at_the_same_or_a_higher_recall() =>
        AssertIs((34 + (33 * 2.0 / 3)) / 101, New().Add([Object(0, 0), Object(20, 0), Object(40, 0)], Found(0, 0, 0.9), Found(70, 70, 0.8), Found(20, 0, 0.7)));

    /// <summary>The second box on an object is wrong, but comes after the only right one: precision at recall 1 is 1.</summary>
    [TestMethod]
    public void A_duplicate_is_wrong_wherever_it_stands()
    {
        AssertIs(1, New().Add([Object(0, 0)], Found(0, 0, 0.9), Found(0, 1, 0.8)));
        AssertIs((51 + (50 * 2.0 / 3)) / 101, New().Add([Object(0, 0), Object(50, 50)], Found(0, 0, 0.9), Found(0, 1, 0.8), Found(50, 50, 0.7)));
    }

    /// <summary>Two boxes in the crowd do not count, nor does the object they hide: 1. Counted as wrong they would leave 1/3.</summary>
    [TestMethod]
    public void Boxes_in_a_crowd_do_not_count() =>
        AssertIs(1, New().Add([Crowd(40, 40, 100, 100), Object(0, 0)], Found(50, 50, 0.95), Found(60, 60, 0.94), Found(0, 0, 0.9)));

    /// <summary>A box lies in a crowd by its own area: 10 x 4 of 10 x 10 pixels are too few for 0.5, so it is wrong and precision ends at 1/2.</summary>
    [TestMethod]
    public void A_box_counts_as_in_a_crowd_by_the_share_of_it_that_lies_there() =>
        AssertIs(0.5, New().Add([Crowd(40, 56, 100, 100), Object(0, 0)], Found(50, 50, 0.95), Found(0, 0, 0.9)));

    /// <summary>The order of equal scores is that of the images: precision at the right box is 1/2 or 1.</summary>
    [TestMethod]
    public void Equal_scores_keep_the_order_of_the_images()
    {
        AssertIs(0.5, New().Add([], Found(0, 0, 0.5)).Add([Object(0, 0)], Found(0, 0, 0.5)));
        AssertIs(1, New().Add([Object(0, 0)], Found(0, 0, 0.5)).Add([], Found(0, 0, 0.5)));
    }

    [TestMethod]
    public void Classes_without_objects_are_left_out_and_those_never_found_are_0() =>
        AssertIs(0.5, New().Add([Object(0, 0), Object(50, 50, 2)], Found(0, 0, 0.9), Found(50, 50, 0.99, 1)));

    [TestMethod]
    public void Only_the_hundred_best_boxes_of_a_class_in_an_image_count()
    {
        var wrong = Enumerable.Range(0, 99).Select(_ => Found(50, 50, 0.9)).ToArray();

        AssertIs(0.01, New().Add([Object(0, 0)], [.. wrong, Found(0, 0, 0.1)]));
        AssertIs(0, New().Add([Object(0, 0)], [.. wrong, Found(50, 50, 0.9), Found(0, 0, 0.1)]));
    }

    /// <summary>The box lies half in the padding; cut to the picture it is the object.</summary>
    [TestMethod]
    public void Boxes_are_cut_to_the_picture() =>
        AssertIs(1, New().Add(new BoxesLabel([new LabelledBox(0, new Box(0, 20, 10, 25))], new Box(0, 20, 100, 80)), [0, 0, 10, 25, 0.9, 0]));

    /// <summary>Of 0.5 exactly, 5 x 10 of 10 x 10 pixels.</summary>
    [TestMethod]
    public void An_overlap_at_the_threshold_is_enough() => AssertIs(1, New().Add([Object(0, 0)], [0, 0, 10, 5, 0.9, 0]));

    [TestMethod]
    public void What_is_not_a_number_makes_the_value_none() => Assert.IsTrue(double.IsNaN(New().Add([Object(0, 0)], Found(0, 0, 0.9)).Add([], [.. Enumerable.Repeat(double.NaN, 6)]).Value));

    /// <summary>An image that counts twice is the same as two equal images, one that counts never is not there.</summary>
    [TestMethod]
    public void Weights_are_how_often_an_image_counts()
    {
        var random = new Random(3);
        var images = Enumerable.Range(0, 6).Select(_ => Scene(random)).ToArray();
        int[] weights = [2, 0, 1, 3, 1, 0];
        var (once, repeated) = (New(), New());
        foreach (var (index, image) in images.Index())
        {
            once.Add(image.Objects, image.Found);
            foreach (var _ in Enumerable.Range(0, weights[index]))
            {
                repeated.Add(image.Objects, image.Found);
            }
        }

        Assert.AreEqual(repeated.Value, once.Accumulator.Weighted(weights), Tolerance);
        Assert.IsTrue(repeated.Value is > 0.05 and < 0.95 && Math.Abs(repeated.Value - once.Value) > 0.001, $"{repeated.Value} {once.Value}");
        Assert.AreEqual(6, once.Accumulator.Count);
        Assert.IsTrue(double.IsNaN(once.Accumulator.Weighted([0, 0, 0, 0, 0, 0])));
    }

    [TestMethod]
    public void Images_without_any_object_measure_nothing() => Coded.Error("MC2007", () => _ = New().Add([], Found(0, 0, 1)).Value, "None of the 1 images");

    [TestMethod]
    public void A_sample_without_boxes_is_refused() =>
        Coded.Error("MC2007", () => New().Accumulator.Add(new Sample("s", new Dictionary<string, TensorData>(), new ClassLabel(1)), [], []), "'s'", "YOLO or COCO");

    [TestMethod]
    public void A_raw_output_is_refused_with_how_to_decode_it() => Coded.Error("MC2007", () => New().Accumulator.Add(
        new Sample("s", new Dictionary<string, TensorData>(), new BoxesLabel([], new Box(0, 0, 1, 1))), [TensorData.Floats(new Shape(1, 6, 9), new float[54])], []), "yolo-v8", "Fidelity");

    private static DetectedImages New() => new(new MeanAveragePrecision50());

    private static void AssertIs(double expected, DetectedImages images) => Assert.AreEqual(expected, images.Value, Tolerance);

    /// <summary>Objects of three classes, most of them found, with scores of one decimal so that many are equal.</summary>
    private static (LabelledBox[] Objects, double[][] Found) Scene(Random random)
    {
        var objects = Enumerable.Range(0, 4).Select(_ => Object(random.Next(80), random.Next(80), random.Next(3))).ToArray();
        double[][] found = [.. objects.Select(item => Found(item.Box.Left + random.Next(4), item.Box.Top + random.Next(4), random.Next(10) / 10.0, item.Class)),
            .. Enumerable.Range(0, 3).Select(_ => Found(random.Next(80), random.Next(80), random.Next(10) / 10.0, random.Next(3)))];
        return (objects, found);
    }
}
