using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class HqqBlockRoundingTests
{
    private const double Norm = 0.7;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void The_p_norm_of_the_error_is_at_most_that_of_the_full_range_in_all_blocks_together(bool symmetric)
    {
        var grid = new BlockGrid(4, 32, symmetric);
        double before = 0, after = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var weights = BlockSamples.HeavyTailed(seed);
            var (min, max) = (weights.Min(), weights.Max());
            var full = symmetric
                ? new BlockParameters((-min > max ? -min : -max) / grid.Middle, (byte)grid.Middle)
                : new BlockParameters((max - min) / grid.MaxCode, (byte)MathF.Round(-min / ((max - min) / grid.MaxCode)));
            before += NormOfError(weights, full, grid);
            after += NormOfError(weights, new HqqBlockRounding().Choose(weights, [], grid), grid);
        }

        Assert.IsLessThanOrEqualTo(before, after);
    }

    [TestMethod]
    public void Zero_points_stay_within_the_codes()
    {
        var positive = Array.ConvertAll(BlockSamples.HeavyTailed(1), weight => MathF.Abs(weight) + 1);
        var grid = new BlockGrid(4, 32, false);

        Assert.AreEqual(0, new HqqBlockRounding().Choose(positive, [], grid).ZeroPoint);
        Assert.AreEqual(15, new HqqBlockRounding().Choose(Array.ConvertAll(positive, weight => -weight), [], grid).ZeroPoint);
    }

    [TestMethod]
    public void A_block_of_zeros_has_no_scale() => Assert.AreEqual(new BlockParameters(0, 8), new HqqBlockRounding().Choose(new float[16], [], new BlockGrid(4, 16, true)));

    private static double NormOfError(float[] weights, BlockParameters parameters, BlockGrid grid) =>
        weights.Sum(weight => Math.Pow(Math.Abs(weight - ((grid.Round(weight, parameters.Scale, parameters.ZeroPoint) - parameters.ZeroPoint) * (double)parameters.Scale)), Norm));
}
