using ModelCompression.Gating.Statistics;

namespace ModelCompression.Core.Tests.Gating.Statistics;

[TestClass]
public sealed class NormalDistributionTests
{
    [TestMethod]
    [DataRow(0.5, 0.0)]
    [DataRow(0.95, 1.6448536269514722)]
    [DataRow(0.975, 1.959963984540054)]
    [DataRow(0.99, 2.3263478740408408)]
    [DataRow(0.999, 3.0902323061678132)]
    [DataRow(0.01, -2.3263478740408408)]
    [DataRow(1e-10, -6.361340902404056)]
    public void Quantiles_are_those_of_tables(double probability, double expected) => Assert.AreEqual(expected, NormalDistribution.Quantile(probability), 1e-12);

    [TestMethod]
    public void A_quantile_has_its_probability_below_it()
    {
        for (var probability = 0.0005; probability < 1; probability += 0.0005)
        {
            Assert.AreEqual(probability, NormalDistribution.Lower(NormalDistribution.Quantile(probability)), 1e-14);
        }
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void Certainty_has_no_quantile(double probability) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability));
}
