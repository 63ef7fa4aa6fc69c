using ModelCompression.Quantization.Equalization;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Quantization.Equalization;

[TestClass]
public sealed class ChannelObserverTests
{
    [TestMethod]
    [DataRow(2, 1, 3, DisplayName = "shorter than a vector")]
    [DataRow(3, 1, 41, DisplayName = "longer, with a rest")]
    [DataRow(4, 3, 7, DisplayName = "several features a channel")]
    public void Figures_are_those_of_a_plain_loop_over_all_samples(int channels, int repeat, int size)
    {
        var observer = new ChannelObserver(channels, repeat);
        var random = new Random(7);
        var seen = Enumerable.Range(0, channels).Select(_ => new List<float>()).ToArray();
        foreach (var batch in new[] { 2, 1, 3 })
        {
            var values = new float[batch * channels * repeat * size];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = random.Next(4) == 0 ? 0 : (random.NextSingle() * 3) - 1;
                seen[i / (repeat * size) % channels].Add(values[i]);
            }

            observer.Add(TensorData.Floats(new Shape(batch, channels * repeat, size), values));
        }

        var statistics = observer.Statistics() ?? throw new AssertFailedException("There are no statistics.");
        Assert.AreEqual(6 * Math.Sqrt(repeat * size), statistics.Independent, 1e-9);
        for (var c = 0; c < channels; c++)
        {
            Assert.AreEqual((seen[c].Min(), seen[c].Max()), (statistics.Min[c], statistics.Max[c]));
            Assert.AreEqual(seen[c].Average(x => (double)x * x), statistics.MeanSquare[c], 1e-6);
            Assert.AreEqual(seen[c].Average(x => x == 0 ? 0.0 : 1), statistics.NonZeroShare[c], 1e-12);
        }
    }

    [TestMethod]
    [DataRow(float.NaN, 0)]
    [DataRow(float.NaN, 40)]
    [DataRow(float.PositiveInfinity, 3)]
    [DataRow(float.NegativeInfinity, 20)]
    public void A_value_that_is_not_finite_leaves_no_statistics(float value, int index)
    {
        var observer = new ChannelObserver(1, 1);
        var values = Enumerable.Repeat(1f, 41).ToArray();
        values[index] = value;
        observer.Add(TensorData.Floats(new Shape(1, 1, 41), values));
        observer.Add(TensorData.Floats(new Shape(1, 1, 1), 1));

        Assert.IsNull(observer.Statistics());
    }

    [TestMethod]
    public void Another_number_of_channels_leaves_no_statistics()
    {
        var observer = new ChannelObserver(2, 1);
        observer.Add(TensorData.Floats(new Shape(1, 2), 1, 2));
        observer.Add(TensorData.Floats(new Shape(1, 3), 1, 2, 3));

        Assert.IsNull(observer.Statistics());
    }

    [TestMethod]
    public void Nothing_seen_leaves_no_statistics()
    {
        var observer = new ChannelObserver(2, 1);
        observer.Add(TensorData.Floats(new Shape(0, 2)));

        Assert.IsNull(observer.Statistics());
        Assert.IsNull(new ChannelObserver(2, 1).Statistics());
    }
}
