using ModelCompression.Analysis;

namespace ModelCompression.Core.Tests.Analysis;

[TestClass]
public sealed class IntegerGridTests
{
    [TestMethod]
    [DataRow(-1.0, 2.0)]
    [DataRow(0.5, 2.0)]
    [DataRow(-7.0, -1.0)]
    [DataRow(-1e-9, 1e9)]
    public void Zero_is_a_level_and_the_interval_has_all_steps(double min, double max)
    {
        foreach (var grid in new[] { IntegerGrid.AsymmetricU8, IntegerGrid.SymmetricU8, IntegerGrid.Weights(8), IntegerGrid.Weights(4) })
        {
            var (scale, low, high) = grid.Fit(min, max);
            Assert.AreEqual(0, low / scale % 1, 1e-9);
            Assert.AreEqual(grid.Steps, (high - low) / scale, 1e-6);
            Assert.IsTrue(low <= Math.Min(0, min) + scale / 2 + 1e-12 && high >= Math.Max(0, max) - scale / 2 - 1e-12);
        }
    }

    [TestMethod]
    [DataRow(8, -127, 127)]
    [DataRow(5, -15, 15)]
    [DataRow(4, -7, 7)]
    public void Weights_leave_out_the_most_negative_number(int bits, int low, int high) =>
        Assert.AreEqual(new IntegerGrid(low, high, true), IntegerGrid.Weights(bits));

    [TestMethod]
    public void A_range_without_extent_has_no_scale() => Assert.AreEqual((0.0, 0.0, 0.0), IntegerGrid.AsymmetricU8.Fit(0, 0));
}
