using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class FramesLastDecoderTests
{
    [TestMethod]
    [DataRow(2, 1)]
    [DataRow(1, 2)]
    public void All_rows_are_frames(int first, int second)
    {
        var decoded = new FramesLastDecoder().Decode(TensorData.Floats(new Shape(first, second, 2), 3, 2, 1, 5), null);

        Assert.AreEqual("Double[1x2]", decoded.ToString());
        CollectionAssert.AreEqual(new double[] { 1, 5 }, decoded.AsSpan<double>().ToArray());
    }

    [TestMethod]
    public void Scores_that_are_no_numbers_stay_so() => Assert.IsTrue(double.IsNaN(new FramesLastDecoder().Decode(TensorData.Floats(new Shape(2, 1), 3, float.NaN), null).AsSpan<double>()[0]));

    [TestMethod]
    public void An_output_without_rows_is_refused() => Data.Coded.Error("MC2004", () => new FramesLastDecoder().Decode(TensorData.Floats(new Shape(2), 1, 2), null), "'frames-last'", "Float[2]");
}
