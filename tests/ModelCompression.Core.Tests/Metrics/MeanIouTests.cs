using ModelCompression.Core.Tests.Data;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class MeanIouTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Class 0: 1 pixel of both, 2 of either. Class 1: 1 of both, 2 of either, the ignored one aside. Mean 1/2.</summary>
    [TestMethod]
    public void Ignored_pixels_do_not_count() => AssertIs(0.5, Of(2, 2, [0, 0, 1, 255], Map([0, 1, 1, 1], 2, 2)));

    [TestMethod]
    public void Equal_maps_are_1_and_classes_that_occur_nowhere_are_left_out() => AssertIs(1, Of(2, 2, [0, 7, 7, 0], Map([0, 7, 7, 0], 2, 2)));

    /// <summary>Class 0: 1 pixel of both, 3 of either. Class 1: 0 of 2. Class 2, only predicted: 0 of 2. Mean 1/9.</summary>
    [TestMethod]
    public void A_class_that_is_only_predicted_counts() => AssertIs(1.0 / 9, Of(2, 2, [0, 0, 1, 1], Map([0, 2, 0, 2], 2, 2)));

    /// <summary>Scores of three classes for two pixels: class 1 by 3, and classes 0 and 2 equal, of which the first counts. Labels 1 and 2: class 1 is 1, classes 0 and 2 are 0.</summary>
    [TestMethod]
    public void The_highest_score_counts_and_the_first_of_equals() => AssertIs(1.0 / 3, Of(2, 1, [1, 2], TensorData.Floats(new Shape(1, 3, 1, 2), 0, 5, 3, 1, 2, 5)));

    /// <summary>A pixel whose scores are no numbers is predicted as nothing: class 0 is 1 of 2.</summary>
    [TestMethod]
    public void Scores_that_are_no_numbers_predict_nothing() => AssertIs(0.5, Of(2, 1, [0, 0], TensorData.Floats(new Shape(1, 2, 1, 2), 1, float.NaN, 0, float.NaN)));

    [TestMethod]
    [DataRow(new long[] { 1, 2, 2 })]
    [DataRow(new long[] { 1, 1, 2, 2 })]
    public void A_map_of_classes_is_taken_as_it_is(long[] shape) => AssertIs(1, Of(2, 2, [3, 0, 0, 3], TensorData.Int64s(new Shape(shape), 3, 0, 0, 3)));

    /// <summary>Columns 1 and 3 of 4, in row 1 of 2, lie nearest to the middles of 2 columns of one row; twice as many pixels as labels repeat them.</summary>
    [TestMethod]
    public void Labels_take_the_size_of_the_output_by_the_nearest_pixel()
    {
        AssertIs(1, Of(4, 2, [9, 9, 9, 9, 9, 1, 9, 2], Map([1, 2], 2, 1)));
        AssertIs(1, Of(2, 1, [1, 2], Map([1, 1, 2, 2, 1, 1, 2, 2], 4, 2)));
    }

    /// <summary>2 x 3 pixels of 4 classes: only with the channels last has the output the proportions of its label.</summary>
    [TestMethod]
    public void Channels_may_come_last()
    {
        var scores = new float[24];
        foreach (var (pixel, found) in new[] { 3, 0, 1, 2, 2, 1 }.Index())
        {
            scores[(pixel * 4) + found] = 1;
        }

        AssertIs(1, Of(2, 3, [3, 0, 1, 2, 2, 1], TensorData.Floats(new Shape(1, 3, 2, 4), scores)));
    }

    /// <summary>Over both images class 0 has 3 pixels of both and 4 of either, class 1 has 0 of 1; image by image it would be 1 and 0.25.</summary>
    [TestMethod]
    public void Pixels_of_all_images_count_together_and_weights_are_how_often_an_image_counts()
    {
        var accumulator = new MeanIou().Start();
        Add(accumulator, 2, 1, [0, 0], Map([0, 0], 2, 1));
        Add(accumulator, 2, 1, [0, 0], Map([0, 1], 2, 1));

        Assert.AreEqual(0.375, accumulator.Value, Tolerance);
        Assert.AreEqual(1, accumulator.Weighted([5, 0]), Tolerance);
        Assert.AreEqual((5.0 / 6) / 2, accumulator.Weighted([2, 1]), Tolerance);
        Assert.IsTrue(double.IsNaN(accumulator.Weighted([0, 0])));
        Assert.AreEqual(2, accumulator.Count);
    }

    [TestMethod]
    public void What_cannot_be_compared_is_refused()
    {
        Coded.Error("MC2007", () => Of(2, 1, [0, 2], TensorData.Floats(new Shape(1, 2, 1, 2), 1, 2, 3, 4)), "class 2", "from 0 to 1");
        Coded.Error("MC2007", () => Of(2, 1, [0, 1], TensorData.Floats(new Shape(1, 1, 2), 0.5f, 0)), "no classes");
        Coded.Error("MC2007", () => Of(2, 1, [0, 1], TensorData.Floats(new Shape(2), 1, 0)), "another shape");
        Coded.Error("MC2007", () => Of(4, 1, [0, 1, 0, 1], TensorData.Floats(new Shape(1, 2, 2, 2), new float[8])), "other proportions", "4 x 1");
        Coded.Error("MC2007", () => new MeanIou().Start().Add(new Sample("s", new Dictionary<string, TensorData>(), new ClassLabel(1)), [], []), "'s'", "masks");
    }

    private static TensorData Map(long[] classes, int width, int height) => TensorData.Int64s(new Shape(1, height, width), classes);

    private static double Of(int width, int height, byte[] label, TensorData output)
    {
        var accumulator = new MeanIou().Start();
        Add(accumulator, width, height, label, output);
        return accumulator.Value;
    }

    private static void Add(IMetricAccumulator accumulator, int width, int height, byte[] label, TensorData output) =>
        accumulator.Add(new Sample("s", new Dictionary<string, TensorData>(), new ClassMapLabel(width, height, label)), [output], [output]);

    private static void AssertIs(double expected, double actual) => Assert.AreEqual(expected, actual, Tolerance);
}
