using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization.Equalization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Equalization;

[TestClass]
public sealed class ReaderNoiseTests
{
    private const string Text = """
        input x: float[1,3,4,4]
        v = const float[2,3,1,1] fill 1
        c = Conv(x, v)
        w = const float[3,2,1,1] {1, -4, 0.5, 2, -3, 1}
        y = Conv(c, w)
        output y
        """;

    [TestMethod]
    public void Error_is_that_of_the_formula()
    {
        var noise = Noise([3, 5]);
        var factors = new[] { 1.0, 2.0 };
        var expected = 0.0;
        foreach (var (first, second) in new[] { (1.0, 4.0), (0.5, 2.0), (3.0, 1.0) })
        {
            var step = Math.Max(first / factors[0], second / factors[1]) / 127;
            expected += step * step / 12 * ((3 * factors[0] * factors[0]) + (5 * factors[1] * factors[1]));
        }

        Assert.AreEqual(expected, noise.At(factors), 1e-12 * expected);
    }

    [TestMethod]
    public void One_factor_for_all_channels_changes_nothing() => Assert.AreEqual(Noise([3, 5]).At([1, 1]), Noise([3, 5]).At([7, 7]), 1e-12);

    [TestMethod]
    public void Slopes_are_the_error_of_each_channel_while_steps_stay()
    {
        var noise = Noise([3, 5]);
        var factors = new[] { 1.0, 2.0 };
        var slopes = new double[2];
        noise.AddSlopes(factors, slopes);

        Assert.AreEqual(noise.At(factors), (slopes[0] * factors[0] * factors[0]) + (slopes[1] * factors[1] * factors[1]), 1e-12);
        Assert.AreEqual(slopes[0] / 3, slopes[1] / 5, 1e-12);
    }

    [TestMethod]
    public void Channels_a_group_does_not_see_cost_it_nothing()
    {
        var model = GraphText.Parse("input x: float[1,3,4,4] v = const float[4,3,1,1] fill 1 c = Conv(x, v) w = const float[2,2,1,1] {1, 1, 100, 100} y = Conv(c, w) <group=2> output y");
        var noise = Noise(model, [1, 1, 1, 1]);
        var (near, far) = (noise.At([1, 1, 1, 1]), noise.At([0.5, 0.5, 1, 1]));
        var own = new double[4];
        noise.AddSlopes([1, 1, 1, 1], own);

        Assert.AreEqual(own[0] * 10_000, own[2], 1e-9 * own[2]);
        Assert.AreEqual(near, far, 1e-12 * near); // the first group alone is scaled, by one factor
    }

    private static ReaderNoise Noise(double[] squares) => Noise(GraphText.Parse(Text), squares);

    private static ReaderNoise Noise(Model model, double[] squares)
    {
        var (first, second) = (model.Graph.Nodes.First(), model.Graph.Nodes.ElementAt(1));
        var ones = squares.Select(_ => 1f).ToArray();
        var statistics = new Dictionary<Value, ChannelStatistics> { [first.Output(0)] = new(ones, ones, squares, [.. squares.Select(_ => 1.0)], 100) };
        var (producer, reader) = (ScalableLayer.Of(first).Layer, ScalableLayer.Of(second).Layer);
        Assert.IsNotNull(producer);
        Assert.IsNotNull(reader);
        var group = new ChannelGroup
        {
            Channels = squares.Length,
            Values = new Dictionary<Value, int> { [first.Output(0)] = 1 },
            Producers = [producer],
            Consumers = [reader],
            Addends = [],
        };
        return ReaderNoise.Of(reader, group, statistics, NoiseGain.Of(model, ShapeTable.Infer(model), statistics));
    }
}
