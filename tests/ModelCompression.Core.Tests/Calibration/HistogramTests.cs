using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class HistogramTests
{
    [TestMethod]
    public void Bins_do_not_depend_on_order_or_grouping()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var values = Statistics.Random(seed, 3_000, oneSided: seed % 3 == 0);
            var whole = HistogramOf(values);
            var parts = HistogramOf([.. values.Order().Chunk(1 + seed * 7)]);
            var reversed = HistogramOf([.. values.Reverse().Chunk(100)]);
            foreach (var other in new[] { parts, reversed })
            {
                Assert.AreEqual(whole.Start, other.Start, $"seed {seed}");
                Assert.AreEqual(whole.Width, other.Width, $"seed {seed}");
                Assert.IsTrue(whole.Counts.SequenceEqual(other.Counts), $"seed {seed}");
            }
        }
    }

    [TestMethod]
    public void Every_value_is_counted_in_the_bin_that_holds_it()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var values = Statistics.Random(seed, 1_037);
            var histogram = HistogramOf([.. values.Chunk(13)]);
            var expected = new long[histogram.Counts.Length];
            foreach (var value in values)
            {
                expected[(int)Math.Floor((value - histogram.Start) / histogram.Width)]++;
            }

            Assert.IsTrue(histogram.Counts.SequenceEqual(expected), $"seed {seed}");
            Assert.AreEqual(values.Length, histogram.Total);
        }
    }

    [TestMethod]
    public void More_than_2048_bins_lie_between_the_extremes_and_none_outside()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var histogram = HistogramOf(Statistics.Random(seed, 500));
            Assert.IsGreaterThan(2048, histogram.Counts.Length);
            Assert.IsLessThanOrEqualTo(Histogram.Capacity, histogram.Counts.Length);
            Assert.IsGreaterThan(0L, histogram.Counts[0]);
            Assert.IsGreaterThan(0L, histogram.Counts[^1]);
        }
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-0f)]
    [DataRow(5.5f)]
    [DataRow(-1e-30f)]
    [DataRow(1e-45f)]
    [DataRow(float.MaxValue)]
    [DataRow(float.MinValue)]
    public void A_constant_is_one_bin(float value)
    {
        var histogram = HistogramOf([value, value], [value]);

        Assert.IsTrue(histogram.Counts.SequenceEqual([3L]));
        Assert.IsTrue(histogram.Start <= value && value < histogram.Start + histogram.Width);
    }

    [TestMethod]
    public void The_whole_range_of_numbers_fits()
    {
        var histogram = HistogramOf([1e-45f], [float.MinValue, float.MaxValue], [0, -1e-45f]);

        Assert.AreEqual(5, histogram.Counts.ToArray().Sum());
        Assert.AreEqual(1, histogram.Counts[0]);
        Assert.AreEqual(1, histogram.Counts[^1]);
    }

    [TestMethod]
    public void Nothing_added_is_no_bins()
    {
        Assert.AreEqual(0, new Histogram().Counts.Length);
        Assert.AreEqual(0, HistogramOf([], []).Total);
    }

    [TestMethod]
    public void Vectors_find_the_bins_of_the_plain_loop()
    {
        for (var length = 0; length < 70; length++)
        {
            var values = Statistics.Random(length, length);
            var found = new int[length];
            Histogram.FindBins(values, 64, -100, found);

            CollectionAssert.AreEqual(values.Select(value => (int)MathF.Floor(value * 64) + 100).ToArray(), found);
        }
    }

    private static Histogram HistogramOf(params float[][] samples)
    {
        var histogram = new Histogram();
        foreach (var sample in samples)
        {
            histogram.Add(sample, sample.DefaultIfEmpty().Min(), sample.DefaultIfEmpty().Max());
        }

        return histogram;
    }
}
