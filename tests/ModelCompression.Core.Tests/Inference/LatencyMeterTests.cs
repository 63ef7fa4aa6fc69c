using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Inference;

[TestClass]
public sealed class LatencyMeterTests
{
    private static readonly Sample AnySample = new("#1", new Dictionary<string, TensorData>());

    private TimeSpan _now;

    [TestMethod]
    public void Ratio_is_original_over_compressed()
    {
        var result = Measure(Runner(9), Runner(3));

        Assert.AreEqual(new LatencyRatio(3, 3, 3, 9, 3, LatencyMeter.Pairs), result);
    }

    [TestMethod]
    public void Fast_models_are_repeated_until_the_clock_can_tell()
    {
        var fast = Runner(0.01);
        var result = Measure(Runner(0.02), fast);

        Assert.AreEqual(2, result.Ratio, 1e-9);
        Assert.AreEqual(0.01, result.CompressedMilliseconds, 1e-9);
        Assert.IsGreaterThan(LatencyMeter.Pairs * 400, fast.Runs); // 31 timings of 4 ms or more
    }

    [TestMethod]
    public void Median_and_quartiles_ignore_disturbed_pairs()
    {
        var disturbed = Runner(6, disturbance: run => run % 9 == 0 ? 500 : 0);

        var result = Measure(disturbed, Runner(4));

        Assert.AreEqual(1.5, result.Ratio);
        Assert.AreEqual(1.5, result.LowerQuartile);
        Assert.AreEqual(1.5, result.UpperQuartile);
    }

    [TestMethod]
    public void Quartiles_show_the_spread()
    {
        var result = Measure(Runner(8, disturbance: run => run % 2 == 0 ? 8 : 0), Runner(8));

        Assert.AreEqual(1, result.LowerQuartile);
        Assert.AreEqual(2, result.UpperQuartile);
    }

    [TestMethod]
    public void Order_alternates_from_pair_to_pair()
    {
        var order = new List<char>();
        Measure(Runner(5, order: order, name: 'o'), Runner(5, order: order, name: 'c'));

        Assert.AreEqual("occoocco", new string([.. order.TakeLast(2 * LatencyMeter.Pairs).Take(8)]));
    }

    [TestMethod]
    public void All_samples_are_run_and_time_is_per_run()
    {
        var result = new LatencyMeter(() => _now).Measure(Runner(6), Runner(3), [AnySample, AnySample], TimeSpan.MaxValue / 2, CancellationToken.None);

        Assert.AreEqual(6, result.OriginalMilliseconds);
        Assert.AreEqual(3, result.CompressedMilliseconds);
    }

    [TestMethod]
    public void A_spent_budget_leaves_five_pairs()
    {
        var result = new LatencyMeter(() => _now).Measure(Runner(6), Runner(3), [AnySample], TimeSpan.Zero, CancellationToken.None);

        Assert.AreEqual(5, result.Pairs);
        Assert.AreEqual(2, result.Ratio);
    }

    [TestMethod]
    public void A_clock_that_stands_still_gives_finite_figures()
    {
        var result = new LatencyMeter(() => TimeSpan.Zero).Measure(Runner(1), Runner(1), [AnySample], TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.IsTrue(double.IsFinite(result.Ratio));
    }

    [TestMethod]
    public void No_sample_is_an_error() => Assert.ThrowsExactly<ArgumentException>(() =>
        new LatencyMeter(() => _now).Measure(Runner(1), Runner(1), [], TimeSpan.Zero, CancellationToken.None));

    [TestMethod]
    public void Cancellation_ends_it() => Assert.ThrowsExactly<OperationCanceledException>(() =>
        new LatencyMeter(() => _now).Measure(Runner(1), Runner(1), [AnySample], TimeSpan.Zero, new CancellationToken(canceled: true)));

    private LatencyRatio Measure(IModelRunner original, IModelRunner compressed) =>
        new LatencyMeter(() => _now).Measure(original, compressed, [AnySample], TimeSpan.FromHours(1), CancellationToken.None);

    private ClockRunner Runner(double milliseconds, Func<int, double>? disturbance = null, List<char>? order = null, char name = '?') => new(run =>
    {
        _now += TimeSpan.FromMilliseconds(milliseconds + (disturbance?.Invoke(run) ?? 0));
        order?.Add(name);
    });

    /// <summary>Only lets time pass.</summary>
    private sealed class ClockRunner(Action<int> run) : IModelRunner
    {
        public int Runs { get; private set; }

        public IReadOnlyList<Port> Inputs => [];

        public IReadOnlyList<Port> Outputs => [];

        public IReadOnlyList<TensorData> Run(Sample sample)
        {
            run(Runs++);
            return [];
        }

        public void Dispose()
        {
        }
    }
}
