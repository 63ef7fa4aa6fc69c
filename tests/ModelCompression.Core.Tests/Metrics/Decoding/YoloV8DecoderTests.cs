using ModelCompression.Inference;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class YoloV8DecoderTests
{
    private static readonly float[] Best = [10, 20, 4, 8, 0.75f, 0];
    private static readonly float[] Close = [10, 21, 4, 8, 0.5f, 0]; // overlaps Best by 28 / 36
    private static readonly float[] Apart = [30, 20, 4, 8, 0.25f, 0];
    private static readonly float[] OtherClass = [10, 20, 4, 8, 0, 0.625f];

    [TestMethod]
    public void Boxes_become_corners_in_the_order_of_their_scores() =>
        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.75 0", "28 16 32 24 0.25 0" }, Rows(new DetectionLimits(), Apart, Best));

    [TestMethod]
    [DataRow(0.77, 1)]
    [DataRow(0.78, 2)]
    public void A_box_that_overlaps_a_better_one_by_more_than_the_limit_is_left_out(double iou, int kept) =>
        Assert.HasCount(kept, Rows(new DetectionLimits(Iou: iou), Close, Best));

    [TestMethod]
    public void Classes_suppress_each_other_only_when_asked_to()
    {
        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.75 0", "8 16 12 24 0.625 1" }, Rows(new DetectionLimits(), Best, OtherClass));
        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.75 0" }, Rows(new DetectionLimits(ClassAgnostic: true), Best, OtherClass));
    }

    [TestMethod]
    public void A_box_counts_for_every_class_or_for_its_best()
    {
        float[] both = [10, 20, 4, 8, 0.5f, 0.75f];

        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.75 1", "8 16 12 24 0.5 0" }, Rows(new DetectionLimits(), both));
        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.75 1" }, Rows(new DetectionLimits(MultiLabel: false), both));
    }

    [TestMethod]
    public void Equal_scores_keep_the_order_of_the_boxes() =>
        CollectionAssert.AreEqual(new[] { "28 16 32 24 0.25 0", "48 16 52 24 0.25 0" }, Rows(new DetectionLimits(), Apart, [50, 20, 4, 8, 0.25f, 0]));

    [TestMethod]
    public void A_box_suppressed_by_a_suppressed_one_is_kept()
    {
        float[] chained = [10, 24, 4, 8, 0.25f, 0]; // overlaps Close by 20 / 44 and Best by 16 / 48

        Assert.HasCount(2, Rows(new DetectionLimits(Iou: 0.4), Best, Close, chained));
    }

    [TestMethod]
    public void Only_scores_above_the_confidence_and_the_best_boxes_count()
    {
        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.75 0" }, Rows(new DetectionLimits(Confidence: 0.25), Best, Apart));
        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.75 0" }, Rows(new DetectionLimits(MaxDetections: 1), Best, Apart));
        Assert.AreEqual(new Shape(0, 6), new YoloV8Decoder().Decode(YoloHeads.V8([.. YoloHeads.Empty(8, 6)]), null).Shape);
    }

    [TestMethod]
    [DataRow(0, 0.5f)]
    [DataRow(4, 0.5f)]
    public void What_is_not_a_number_makes_the_result_none(int number, float score)
    {
        float[] broken = [10, 20, 4, 8, score, 0];
        broken[number] = float.NaN;

        CollectionAssert.AreEqual(new[] { "NaN NaN NaN NaN NaN NaN" }, Rows(new DetectionLimits(), Best, broken));
        CollectionAssert.AreEqual(new[] { "NaN NaN NaN NaN NaN NaN" }, Rows(new DetectionLimits(MultiLabel: false), Best, broken));
    }

    [TestMethod]
    [DataRow(new long[] { 2, 6, 10 })]
    [DataRow(new long[] { 6, 20 })]
    [DataRow(new long[] { 1, 4, 30 })]
    public void Another_shape_is_refused(long[] shape) =>
        Data.Coded.Error("MC2004", () => new YoloV8Decoder().Decode(TensorData.Floats(new Shape(shape), new float[120]), null), "1 x (4 + classes) x boxes");

    [TestMethod]
    public void Swapped_axes_are_refused() =>
        Data.Coded.Error("MC2004", () => new YoloV8Decoder().Decode(TensorData.Floats(new Shape(1, 20, 6), new float[120]), null), "swapped");

    [TestMethod]
    public void The_shape_tells_the_number_of_classes()
    {
        Assert.AreEqual(80, new YoloV8Decoder().ClassesOf([Dimension.Of(1), Dimension.Of(84), Dimension.Of(8400)]));
        Assert.IsNull(new YoloV8Decoder().ClassesOf([Dimension.Of(1), Dimension.Unknown, Dimension.Of(8400)]));
    }

    private static string[] Rows(DetectionLimits limits, params float[][] boxes) => new YoloV8Decoder(limits).Rows(YoloHeads.V8([.. boxes, .. YoloHeads.Empty(8, 6)]));
}
