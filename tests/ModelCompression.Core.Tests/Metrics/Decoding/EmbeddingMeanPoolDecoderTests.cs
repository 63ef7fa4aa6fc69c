using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class EmbeddingMeanPoolDecoderTests
{
    private static readonly TensorData Output = TensorData.Floats(new Shape(1, 3, 2), 2, 8, 4, 0, 100, 100);

    /// <summary>The mean of (2, 8) and (4, 0) is (3, 4), whose length is 5.</summary>
    [TestMethod]
    public void Mean_over_tokens_with_mask_one_has_length_one() => AssertIs([0.6, 0.8], Decode(Output, TensorData.Int64s(new Shape(1, 3), 1, 1, 0)));

    /// <summary>The mean of all three is 106/3 and 108/3.</summary>
    [TestMethod]
    public void Without_a_mask_every_token_counts()
    {
        var length = Math.Sqrt((106 * 106) + (108 * 108));
        AssertIs([106 / length, 108 / length], Decode(Output, null));
    }

    [TestMethod]
    public void The_mask_may_have_32_bits_and_the_output_no_batch_axis() =>
        AssertIs([0.6, 0.8], Decode(TensorData.Floats(new Shape(3, 2), 2, 8, 4, 0, 100, 100), TensorData.Of(ElementType.Int32, new Shape(1, 3), (int[])[1, 1, 0])));

    [TestMethod]
    public void A_mean_of_zeros_stays_zero() => AssertIs([0, 0], Decode(TensorData.Floats(new Shape(1, 2, 2), 1, -1, -1, 1), null));

    [TestMethod]
    public void Not_a_number_is_kept() => Assert.IsTrue(Decode(TensorData.Floats(new Shape(1, 2, 2), 1, float.NaN, 1, 1), null).All(double.IsNaN));

    [TestMethod]
    public void A_masked_token_that_is_not_finite_does_not_count() =>
        AssertIs([0.6, 0.8], Decode(TensorData.Floats(new Shape(1, 2, 2), 3, 4, float.NaN, 1), TensorData.Int64s(new Shape(1, 2), 1, 0)));

    [TestMethod]
    [DataRow(new long[] { 6 })]
    [DataRow(new long[] { 2, 1, 3 })]
    public void Another_shape_is_refused(long[] shape) =>
        Data.Coded.Error("MC2004", () => Decode(TensorData.Floats(new Shape(shape), 1, 2, 3, 4, 5, 6), null), "1 x tokens x width");

    [TestMethod]
    public void A_mask_of_another_length_is_refused() => Data.Coded.Error("MC2004", () => Decode(Output, TensorData.Int64s(new Shape(1, 2), 1, 1)), "3 tokens", "2");

    private static double[] Decode(TensorData output, TensorData? mask) => new EmbeddingMeanPoolDecoder().Decode(output, mask).ToDoubles();

    private static void AssertIs(double[] expected, double[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-15);
        }
    }
}
