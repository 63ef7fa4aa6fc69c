using ModelCompression.Inference;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class YoloNmsDecoderTests
{
    private static readonly TensorData Output = TensorData.Floats(new Shape(1, 4, 6),
        1, 2, 3, 4, 0.5f, 1,
        1, 2, 3, 4, 0.25f, 0,
        5, 6, 7, 8, 0.75f, 2,
        0, 0, 0, 0, 0, 0);

    [TestMethod]
    public void Rows_are_sorted_and_those_that_fill_the_output_left_out() =>
        CollectionAssert.AreEqual(new[] { "5 6 7 8 0.75 2", "1 2 3 4 0.5 1", "1 2 3 4 0.25 0" }, new YoloNmsDecoder().Rows(Output));

    [TestMethod]
    public void Limits_are_those_given()
    {
        CollectionAssert.AreEqual(new[] { "5 6 7 8 0.75 2", "1 2 3 4 0.5 1" }, new YoloNmsDecoder().With(new DetectionLimits(0.25)).Rows(Output));
        CollectionAssert.AreEqual(new[] { "5 6 7 8 0.75 2" }, new YoloNmsDecoder().With(new DetectionLimits(MaxDetections: 1)).Rows(Output));
    }

    [TestMethod]
    public void What_is_not_a_number_makes_the_result_none() =>
        CollectionAssert.AreEqual(new[] { "NaN NaN NaN NaN NaN NaN" }, new YoloNmsDecoder().Rows(TensorData.Floats(new Shape(1, 6), 1, 2, 3, 4, float.NaN, 0)));

    [TestMethod]
    public void Another_shape_or_a_class_that_is_none_is_refused()
    {
        Data.Coded.Error("MC2004", () => new YoloNmsDecoder().Decode(TensorData.Floats(new Shape(1, 2, 7), new float[14]), null), "1 x boxes x 6");
        Data.Coded.Error("MC2004", () => new YoloNmsDecoder().Decode(TensorData.Floats(new Shape(1, 6), 1, 2, 3, 4, 0.5f, 0.5f), null), "no class");
    }
}
