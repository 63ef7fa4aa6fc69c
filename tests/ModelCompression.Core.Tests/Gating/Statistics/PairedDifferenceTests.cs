using System.Globalization;
using ModelCompression.Gating.Statistics;

namespace ModelCompression.Core.Tests.Gating.Statistics;

[TestClass]
public sealed class PairedDifferenceTests
{
    private const double Tolerance = 1e-9;

    public static IEnumerable<object[]> Table => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Gating", "Statistics", "tango.csv")).Where(line => line[0] != '#')
        .Select(line => line.Split(',').Select(text => (object)double.Parse(text, CultureInfo.InvariantCulture)).ToArray());

    [TestMethod]
    [DynamicData(nameof(Table))]
    public void Bounds_are_those_of_the_table(double broken, double repaired, double samples, double confidence, double lower, double upper)
    {
        var difference = new PairedDifference(broken, repaired, samples);

        Assert.AreEqual(lower, difference.Lower(confidence), Tolerance);
        Assert.AreEqual(upper, difference.Upper(confidence), Tolerance);
    }

    [TestMethod]
    public void The_table_holds_14_cases_at_3_confidences() => Assert.HasCount(42, Table.ToList());

    [TestMethod]
    [DataRow(0, 0, 1.0)]
    [DataRow(1, 0, 1.0)]
    [DataRow(5, 0, 0.0625, DisplayName = "2 / 2^5")]
    [DataRow(8, 2, 0.109375, DisplayName = "2 (1 + 10 + 45) / 2^10")]
    [DataRow(2, 8, 0.109375)]
    [DataRow(5, 5, 1.0)]
    public void McNemar_is_the_two_sided_exact_test(int broken, int repaired, double expected) =>
        Assert.AreEqual(expected, new PairedDifference(broken, repaired, 100).McNemar(), 1e-12);

    [TestMethod]
    public void McNemar_holds_for_many_disagreements() // normal approximation with continuity correction: z = 199 / sqrt(10000), P = 0.0466
        => Assert.AreEqual(0.0466, new PairedDifference(5100, 4900, 100_000).McNemar(), 5e-4);

    [TestMethod]
    [DataRow(20, 10, 1000, 0.01, null, DisplayName = "exactly at the limit")]
    [DataRow(0, 0, 40, 0.01, 361L, DisplayName = "no disagreement, half a sample taken for broken")]
    public void Tells_how_many_samples_would_decide(int broken, int repaired, int samples, double limit, long? expected) =>
        Assert.AreEqual(expected, new PairedDifference(broken, repaired, samples).SamplesToDecide(limit, 0.95, 10_000_000));

    [TestMethod]
    public void So_many_samples_do_decide_and_one_less_does_not()
    {
        var seen = new PairedDifference(9, 2, 400);
        var needed = seen.SamplesToDecide(0.01, 0.95, 10_000_000) ?? throw new AssertFailedException("A number was expected.");
        var (enough, less) = (Scaled(needed), Scaled(needed - 1));

        Assert.IsTrue(enough.Exceeds(0.01, 0.95) || enough.StaysWithin(0.01, 0.95));
        Assert.IsFalse(less.Exceeds(0.01, 0.95) || less.StaysWithin(0.01, 0.95));

        PairedDifference Scaled(long samples) => new(seen.Broken * samples / seen.Samples, seen.Repaired * samples / seen.Samples, samples);
    }
}
