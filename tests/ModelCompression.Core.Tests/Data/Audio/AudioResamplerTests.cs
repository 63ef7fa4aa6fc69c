using ModelCompression.Data.Audio;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class AudioResamplerTests
{
    private static readonly (int From, int To)[] Rates =
        [(44_100, 16_000), (48_000, 16_000), (22_050, 16_000), (8_000, 16_000), (11_025, 8_000), (16_000, 48_000), (16_000, 44_100), (96_000, 16_000), (16_000, 15_999)];

    /// <summary>A sine below 0.88 of the lower Nyquist frequency stays that sine: the difference is 100 dB below it, away from the ends.</summary>
    [TestMethod]
    [DataRow(100.0)]
    [DataRow(1234.5)]
    [DataRow(3400.0)]
    public void A_sine_stays_that_sine(double frequency)
    {
        foreach (var (from, to) in Rates)
        {
            var result = new AudioResampler(from, to).Run(Floats(WaveFiles.Sine(from, frequency, from / 4)));
            var expected = WaveFiles.Sine(to, frequency, result.Length).ToArray();
            Assert.IsGreaterThan(100, Decibels(expected, result, to / 50), $"{from} to {to}");
        }
    }

    [TestMethod]
    public void What_the_target_rate_cannot_hold_is_110_decibels_down()
    {
        var result = new AudioResampler(44_100, 16_000).Run(Floats(WaveFiles.Sine(44_100, 8_000, 20_000)));

        Assert.IsLessThan(0.5 * Math.Pow(10, -110 / 20.0), result.Skip(320).SkipLast(320).Max(Math.Abs));
    }

    /// <summary>One rounding to 32-bit floats, whose distance at 0.7 is 6e-8.</summary>
    [TestMethod]
    public void A_constant_stays_what_it_is_away_from_the_ends()
    {
        foreach (var (from, to) in Rates)
        {
            var result = new AudioResampler(from, to).Run([.. Enumerable.Repeat(0.7f, from / 8)]);
            var edge = 70 * Math.Max(1, to / from) + 70;
            Assert.IsLessThan(1e-7, result.Skip(edge).SkipLast(edge).Max(value => Math.Abs(value - 0.7f)), $"{from} to {to}");
        }
    }

    [TestMethod]
    [DataRow(1, 44_100, 16_000, 1)]
    [DataRow(441, 44_100, 16_000, 160)]
    [DataRow(442, 44_100, 16_000, 161)]
    [DataRow(100, 8_000, 16_000, 200)]
    public void The_length_is_rounded_up(int length, int from, int to, int expected)
    {
        Assert.AreEqual(expected, AudioResampler.LengthOf(length, from, to));
        Assert.HasCount(expected, new AudioResampler(from, to).Run(new float[length]));
    }

    [TestMethod]
    public void An_impulse_becomes_the_formula_of_the_filter()
    {
        var samples = new float[301];
        samples[150] = 1;

        var result = new AudioResampler(1, 2).Run(samples);

        Assert.AreEqual(0.94, result[300], 2e-4); // sinc(0) c / sum: the sum is 1 / c up to the ripple of the window
        for (var i = 0; i <= 300; i++)
        {
            Assert.AreEqual(result[600 - i], result[i], 1e-7, "symmetric");
        }
    }

    private static float[] Floats(IEnumerable<double> values) => [.. values.Select(value => (float)value)];

    private static double Decibels(double[] expected, float[] actual, int edge)
    {
        double signal = 0, noise = 0;
        for (var i = edge; i < actual.Length - edge; i++)
        {
            signal += expected[i] * expected[i];
            noise += (expected[i] - actual[i]) * (expected[i] - actual[i]);
        }

        return 10 * Math.Log10(signal / noise);
    }
}
