using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization.Equalization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Equalization;

[TestClass]
public sealed class FactorSearchTests
{
    [TestMethod]
    public void Depthwise_channels_are_scaled_to_one_range()
    {
        var (factors, remaining) = Search("w = const float[4,1,3,3] fill 1 y = Conv(c, w) <group=4> output y", [8, 2, 0.5f, 8]);

        Assert.AreEqual(4, factors[1] / factors[0], 1e-9);
        Assert.AreEqual(16, factors[2] / factors[0], 1e-9);
        Assert.AreEqual(1, factors[3] / factors[0], 1e-9);
        Assert.IsLessThan(0.55, remaining);
    }

    [TestMethod]
    public void Even_channels_stay_as_they_are()
    {
        var (factors, remaining) = Search("w = const float[3,4,1,1] fill 1 y = Conv(c, w) output y", [2, 2, 2, 2]);

        Assert.AreEqual(1, remaining);
        CollectionAssert.AreEqual(new[] { 1.0, 1, 1, 1 }, factors);
    }

    [TestMethod]
    public void A_channel_that_is_always_zero_stays_as_it_is()
    {
        var (factors, _) = Search("w = const float[4,1,3,3] fill 1 y = Conv(c, w) <group=4> output y", [8, 0, 0.5f, 8]);

        Assert.AreEqual(1, factors[1]);
    }

    [TestMethod]
    public void Weights_that_would_suffer_hold_back()
    {
        const string Full = "w = const float[3,4,1,1] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1} y = Conv(c, w) output y";
        var (free, _) = Search("w = const float[4,1,3,3] fill 1 y = Conv(c, w) <group=4> output y", [8, 2, 0.5f, 8]);
        var (held, remaining) = Search(Full, [8, 2, 0.5f, 8]);

        Assert.IsLessThan(free[2] / free[0], held[2] / held[0]);
        Assert.IsLessThanOrEqualTo(1, remaining);
    }

    [TestMethod]
    public void Channels_seen_on_few_samples_keep_away_from_the_ends_of_the_range()
    {
        const string Depthwise = "w = const float[4,1,3,3] fill 1 y = Conv(c, w) <group=4> output y";
        var (many, _) = Search(Depthwise, [8, 2, 0.5f, 8]);
        var (few, remaining) = Search(Depthwise, [8, 2, 0.5f, 8], independent: 200);

        Assert.IsLessThan(many[2] / many[0], few[2] / few[0]);
        Assert.IsLessThan(1, remaining);
    }

    [TestMethod]
    [DataRow(8f, 5.3f, 3.1f, 1.7f, DisplayName = "a little uneven")]
    [DataRow(1000f, 1.7f, 0.33f, 1e-6f, DisplayName = "very uneven")]
    public void Factors_lie_on_a_grid_of_sixteenths_of_an_octave_within_256(float first, float second, float third, float fourth)
    {
        var (factors, _) = Search("w = const float[4,1,3,3] fill 1 y = Conv(c, w) <group=4> output y", [first, second, third, fourth]);

        Assert.IsGreaterThan(1, factors.Distinct().Count());
        foreach (var factor in factors)
        {
            var steps = Math.Log2(factor) * 16;
            Assert.AreEqual(Math.Round(steps), steps, 1e-6);
            Assert.IsTrue(factor is >= 1.0 / 256 and <= 256);
        }
    }

    private static (double[] Factors, double Remaining) Search(string reader, float[] largest, double independent = 1e9)
    {
        var model = GraphText.Parse($"input x: float[1,3,8,8] v = const float[{largest.Length},3,1,1] fill 1 c = Conv(x, v) " + reader);
        var value = model.Graph.Nodes.First().Output(0);
        var shapes = ShapeTable.Infer(model);
        var group = ChannelGroups.Of(model, shapes).Groups.Single();
        var statistics = new Dictionary<Value, ChannelStatistics>
        {
            [value] = new([.. largest.Select(high => -high)], largest, [.. largest.Select(high => high * (double)high / 3)], [.. largest.Select(high => high == 0 ? 0.0 : 1)], independent),
        };
        return new FactorSearch(new EqualizationNoise(group, [value], statistics, NoiseGain.Of(model, shapes, statistics)), largest.Length).Run();
    }
}
