using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class EntropySumsTests
{
    [TestMethod]
    public void Equals_the_divergence_of_the_distributions_written_out()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double[] bins = [.. Enumerable.Range(0, random.Next(8, 60)).Select(_ => random.Next(3) == 0 ? 0.0 : random.Next(1, 50))];
            var from = random.Next(0, bins.Length / 2);
            var to = random.Next(from + 4, bins.Length + 1);
            var levels = random.Next(1, to - from + 1);
            var expected = WrittenOut(bins, from, to, levels);

            Assert.AreEqual(expected, new EntropySums(bins).Divergence(from, to, levels), 1e-9 + Math.Abs(expected) * 1e-9, $"seed {seed}");
        }
    }

    [TestMethod]
    public void One_level_a_bin_without_outside_loses_nothing() => Assert.AreEqual(0, new EntropySums([1, 2, 3, 4]).Divergence(0, 4, 4), 1e-12);

    [TestMethod]
    public void An_empty_inside_is_infinitely_bad() => Assert.AreEqual(double.PositiveInfinity, new EntropySums([0, 0, 1]).Divergence(0, 2, 1));

    private static double WrittenOut(double[] bins, int from, int to, int levels)
    {
        var p = bins[from..to];
        p[0] += bins[..from].Sum();
        p[^1] += bins[to..].Sum();
        var q = new double[p.Length];
        var size = p.Length;
        for (var level = 0; level < levels; level++)
        {
            var group = Enumerable.Range(level * size / levels, (level + 1) * size / levels - level * size / levels).ToList();
            var filled = group.Where(i => bins[from + i] > 0).ToList();
            filled.ForEach(i => q[i] = group.Sum(k => bins[from + k]) / filled.Count);
        }

        var (totalP, totalQ) = (p.Sum(), q.Sum());
        return totalQ == 0 ? double.PositiveInfinity : Enumerable.Range(0, size).Where(i => p[i] > 0)
            .Sum(i => p[i] / totalP * Math.Log(p[i] / totalP / ((q[i] > 0 ? q[i] : 1e-4) / totalQ)));
    }
}
