using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

/// <summary>What holds for every calibrator in the catalogue.</summary>
[TestClass]
public sealed class CalibratorContractTests
{
    private static readonly IntegerGrid[] Grids = [IntegerGrid.AsymmetricU8, IntegerGrid.SymmetricU8, IntegerGrid.Weights(8), IntegerGrid.Weights(4)];

    public static IEnumerable<object[]> Ids => new Catalog().Of<ICalibrator>().Select(entry => new object[] { entry.Id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void A_range_lies_within_what_was_seen_and_is_the_same_every_time(string id) => ForRandomTensors((statistics, grid, seed) =>
    {
        var range = RangeOf(id, statistics, grid);

        Assert.IsTrue(statistics.Extremes.Min <= range.Min && range.Min <= range.Max && range.Max <= statistics.Extremes.Max, $"seed {seed}: {range}");
        Assert.AreEqual(range, RangeOf(id, statistics, grid));
    });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void The_order_of_samples_does_not_matter(string id)
    {
        var samples = Statistics.Random(3, 9_000).Chunk(1_000).ToArray();
        var expected = RangeOf(id, Statistics.Of(samples), IntegerGrid.AsymmetricU8);
        var reversed = RangeOf(id, Statistics.Of([.. samples.Reverse()]), IntegerGrid.AsymmetricU8);

        Assert.AreEqual(expected.Min, reversed.Min, Math.Abs(expected.Min) * 1e-6);
        Assert.AreEqual(expected.Max, reversed.Max, Math.Abs(expected.Max) * 1e-6);
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void A_constant_is_its_own_range(string id)
    {
        foreach (var value in new[] { 0f, 3.25f, -1e-6f, 1e30f })
        {
            Assert.AreEqual(new ActivationRange(value, value), RangeOf(id, Statistics.Of([value, value, value]), IntegerGrid.AsymmetricU8), $"{value}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void Scaling_the_tensor_by_a_power_of_two_scales_the_range(string id)
    {
        var values = Statistics.Random(5, 5_000);
        var range = RangeOf(id, Statistics.Of(values), IntegerGrid.AsymmetricU8);
        var scaled = RangeOf(id, Statistics.Of([.. values.Select(value => value * 64)]), IntegerGrid.AsymmetricU8);

        Assert.AreEqual(range.Min * 64, scaled.Min);
        Assert.AreEqual(range.Max * 64, scaled.Max);
    }

    private static ActivationRange RangeOf(string id, TensorStatistics statistics, IntegerGrid grid) =>
        new Catalog().Create<ICalibrator>(id).RangeOf(statistics, grid);

    private static void ForRandomTensors(Action<TensorStatistics, IntegerGrid, int> check)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var samples = Statistics.Random(seed, 50 + seed * 60, oneSided: seed % 2 == 0).Chunk(97).ToArray();
            check(Statistics.Of(samples), Grids[seed % Grids.Length], seed);
        }
    }
}
