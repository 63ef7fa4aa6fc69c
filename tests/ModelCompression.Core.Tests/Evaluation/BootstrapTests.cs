using ModelCompression.Evaluation;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Evaluation;

[TestClass]
public sealed class BootstrapTests
{
    /// <summary>The mean of n values scatters normally with the root of their variance over n.</summary>
    [TestMethod]
    public void Quantiles_of_a_mean_are_those_of_its_normal_distribution()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 400).Select(_ => random.NextDouble()).ToArray();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => Math.Pow(value - mean, 2)) / values.Length);

        var quantiles = Bootstrap.DropQuantiles(null, new Values(values), 1, Direction.Higher, (10_000, 0, 2)) ?? throw new AssertFailedException("Quantiles were expected.");

        Assert.HasCount(1001, quantiles);
        Assert.AreEqual(1 - mean, quantiles[500], 0.1 * deviation);
        Assert.AreEqual(1 - mean - (1.645 * deviation), quantiles[50], 0.1 * deviation);
        Assert.AreEqual(1 - mean + (1.645 * deviation), quantiles[950], 0.1 * deviation);
    }

    [TestMethod]
    public void Both_models_see_the_same_draws()
    {
        var values = new[] { 0.1, 0.9, 0.4, 0.7 };
        var quantiles = Bootstrap.DropQuantiles(new Values(values), new Values([.. values.Select(value => value - 0.05)]), 1, Direction.Higher, (100, 0, 1)) ?? [];

        Assert.AreEqual(0.05, quantiles[0], 1e-12);
        Assert.AreEqual(0.05, quantiles[1000], 1e-12);
    }

    [TestMethod]
    public void A_rise_is_the_loss_when_lower_is_better()
    {
        var quantiles = Bootstrap.DropQuantiles(new Values([1, 1]), new Values([3, 3]), double.NaN, Direction.Lower, (10, 0, 1)) ?? [];

        Assert.AreEqual(2, quantiles[500]);
    }

    [TestMethod]
    public void Draws_depend_on_the_seed_and_not_on_threads()
    {
        var values = new Values([.. Enumerable.Range(0, 50).Select(i => Math.Sqrt(i))]);
        double[] Of(int seed, int threads) => Bootstrap.DropQuantiles(null, values, 1, Direction.Higher, (500, seed, threads)) ?? [];

        CollectionAssert.AreEqual(Of(3, 1), Of(3, 2));
        CollectionAssert.AreNotEqual(Of(3, 1), Of(4, 1));
    }

    [TestMethod]
    [DataRow(1, 100, DisplayName = "one case")]
    [DataRow(5, 0, DisplayName = "no draws")]
    public void Nothing_can_be_said(int cases, int draws) =>
        Assert.IsNull(Bootstrap.DropQuantiles(null, new Values(new double[cases]), 1, Direction.Higher, (draws, 0, 1)));

    [TestMethod]
    public void Draws_that_mostly_have_no_value_say_nothing() =>
        Assert.IsNull(Bootstrap.DropQuantiles(null, new Values([double.NaN, 1, 1, 1]), 1, Direction.Higher, (100, 0, 1)));

    [TestMethod]
    public void What_would_take_minutes_is_not_drawn() =>
        Assert.IsNull(Bootstrap.DropQuantiles(null, new Values(new double[5]) { Steps = 1_000_000_000 }, 1, Direction.Higher, (10_000, 0, 1)));

    private sealed class Values(double[] values) : IMetricAccumulator
    {
        public long Steps { get; init; } = values.Length;

        public double Value => values.Average();

        public IReadOnlyList<double> PerSample => values;

        public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference) => throw new NotSupportedException();
    }
}
