using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class NearestBlockRoundingTests
{
    [TestMethod]
    [DataRow(4, true)]
    [DataRow(4, false)]
    [DataRow(8, true)]
    [DataRow(8, false)]
    public void The_squared_error_is_at_most_that_of_the_full_range(int bits, bool symmetric)
    {
        var grid = new BlockGrid(bits, 32, symmetric);
        for (var seed = 0; seed < 50; seed++)
        {
            var weights = BlockSamples.HeavyTailed(seed);
            var (min, max) = (Math.Min(0, weights.Min()), Math.Max(0, weights.Max()));
            var full = symmetric
                ? new BlockParameters((-min > max ? -min : -max) / grid.Middle, (byte)grid.Middle)
                : new BlockParameters((max - min) / grid.MaxCode, (byte)MathF.Round(-min / ((max - min) / grid.MaxCode)));

            var chosen = NearestBlockRounding.Choose(weights, grid);

            Assert.IsLessThanOrEqualTo(BlockSamples.SquaredError(weights, full, grid) * 1.0001, BlockSamples.SquaredError(weights, chosen, grid), $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Weights_on_a_grid_are_met_exactly(bool symmetric)
    {
        var grid = new BlockGrid(4, 16, symmetric);
        float[] weights = [.. Enumerable.Range(0, 16).Select(code => (code - 8) * 0.25f)];

        var chosen = NearestBlockRounding.Choose(weights, grid);

        Assert.AreEqual(0, BlockSamples.SquaredError(weights, chosen, grid), 1e-10);
    }

    [TestMethod]
    public void A_block_of_zeros_has_no_scale() => Assert.AreEqual(new BlockParameters(0, 8), NearestBlockRounding.Choose(new float[16], new BlockGrid(4, 16, true)));
}
