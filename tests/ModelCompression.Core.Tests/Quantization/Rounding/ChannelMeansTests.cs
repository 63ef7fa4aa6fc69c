using ModelCompression.Quantization.Rounding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

[TestClass]
public sealed class ChannelMeansTests
{
    [TestMethod]
    public void Of_axis_1_over_batch_and_positions()
    {
        var means = new ChannelMeans(1, 2);
        means.Add(TensorData.Floats(new Shape(2, 2, 1, 2), 1, 2, 10, 20, 3, 4, 30, 40));
        means.Add(TensorData.Floats(new Shape(1, 2, 1, 1), 5, 50));

        CollectionAssert.AreEqual(new[] { 3.0, 30 }, means.Means());
    }

    [TestMethod]
    public void Of_the_last_axis_over_all_rows()
    {
        var means = new ChannelMeans(-1, 3);
        means.Add(TensorData.Floats(new Shape(1, 2, 3), 1, 2, 3, 5, 6, 7));

        CollectionAssert.AreEqual(new[] { 3.0, 4, 5 }, means.Means());
    }

    [TestMethod]
    public void None_without_values_with_others_channels_or_with_what_is_not_finite()
    {
        var (empty, others, infinite) = (new ChannelMeans(1, 2), new ChannelMeans(1, 2), new ChannelMeans(1, 2));
        others.Add(TensorData.Floats(new Shape(1, 2), 1, 2));
        others.Add(TensorData.Floats(new Shape(1, 3), 1, 2, 3));
        infinite.Add(TensorData.Floats(new Shape(1, 2), 1, float.NaN));

        Assert.IsNull(empty.Means());
        Assert.IsNull(others.Means());
        Assert.IsNull(infinite.Means());
    }
}
