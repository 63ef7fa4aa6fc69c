using ModelCompression.Inference;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class YoloV5DecoderTests
{
    [TestMethod]
    public void Scores_are_objectness_times_class() =>
        CollectionAssert.AreEqual(
            new[] { "8 16 12 24 0.375 1", "8 16 12 24 0.25 0" },
            new YoloV5Decoder().Rows(YoloHeads.V5([[10, 20, 4, 8, 0.5f, 0.5f, 0.75f], .. YoloHeads.Empty(8, 7)])));

    [TestMethod]
    public void Limits_are_those_given()
    {
        var head = YoloHeads.V5([[10, 20, 4, 8, 0.5f, 0.5f, 0.75f], [10, 21, 4, 8, 0.5f, 0.25f, 0.5f], .. YoloHeads.Empty(8, 7)]);

        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.375 1", "8 17 12 25 0.25 1" }, new YoloV5Decoder().With(new DetectionLimits(0.2, 0.8, MultiLabel: false)).Rows(head));
        CollectionAssert.AreEqual(new[] { "8 16 12 24 0.375 1" }, new YoloV5Decoder().With(new DetectionLimits(0.2, 0.7, MultiLabel: false)).Rows(head));
    }

    [TestMethod]
    public void An_objectness_that_is_not_a_number_makes_the_result_none() =>
        CollectionAssert.AreEqual(
            new[] { "NaN NaN NaN NaN NaN NaN" }, new YoloV5Decoder().Rows(YoloHeads.V5([[10, 20, 4, 8, float.NaN, 0.5f, 0.75f], .. YoloHeads.Empty(8, 7)])));

    [TestMethod]
    public void Another_shape_is_refused() =>
        Data.Coded.Error("MC2004", () => new YoloV5Decoder().Decode(TensorData.Floats(new Shape(1, 20, 5), new float[100]), null), "1 x boxes x (5 + classes)");

    [TestMethod]
    public void The_head_of_another_version_is_refused() =>
        Data.Coded.Error("MC2004", () => new YoloV5Decoder().Decode(YoloHeads.V8([.. YoloHeads.Empty(20, 6)]), null), "swapped");

    [TestMethod]
    public void The_shape_tells_the_number_of_classes() => Assert.AreEqual(80, new YoloV5Decoder().ClassesOf([Dimension.Of(1), Dimension.Of(25200), Dimension.Of(85)]));
}
