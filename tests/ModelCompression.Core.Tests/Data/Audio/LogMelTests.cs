using ModelCompression.Data.Audio;
using ModelCompression.Data.Preprocessing;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class LogMelTests
{
    private static readonly LogMelSpec Plain = new(20, 16, 8, 4, 0, 800, MelScale.Htk, MelNorm.Slaney, MelLog.Natural, true, 1e-10);

    private static readonly float[] Signal = [.. Enumerable.Range(0, 61).Select(i => (float)(Math.Sin(i * 0.7) + (0.3 * Math.Cos(i * i * 0.05))))];

    /// <summary>Everything written out anew: mirror, window, sum of the definition, triangles, logarithm.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void It_equals_the_definition(bool center)
    {
        var spec = Plain with { Center = center };

        var features = new LogMel(spec, 1600).Run(Signal);

        var windows = center ? 8 : 6;
        Assert.HasCount(4 * windows, features);
        for (var t = 0; t < windows; t++)
        {
            for (var mel = 0; mel < 4; mel++)
            {
                Assert.AreEqual(Math.Log(Energy((t * 8) - (center ? 10 : 0), mel)), features[(mel * windows) + t], 1e-6, $"mel {mel}, window {t}");
            }
        }
    }

    [TestMethod]
    public void Silence_has_the_logarithm_of_the_floor()
    {
        Assert.AreEqual(Math.Log(1e-10), new LogMel(Plain, 1600).Run(new float[40])[0], 1e-12);
        Assert.AreEqual(-6, new LogMel(Plain with { Log = MelLog.Decimal, Floor = 1e-6 }, 1600).Run(new float[40])[0], 1e-12);
    }

    /// <summary>Silence is -10 everywhere, so (x + 4) / 4 = -1.5; else nothing is below the maximum by more than 8 before, 2 after scaling. The last window is left out.</summary>
    [TestMethod]
    public void Whisper_bounds_and_scales()
    {
        var spec = Plain with { Log = MelLog.Whisper };
        var plain = new LogMel(Plain with { Log = MelLog.Decimal }, 1600).Run([.. new float[30], 100, .. new float[30]]);
        var scaled = new LogMel(spec, 1600).Run([.. new float[30], 100, .. new float[30]]);

        Assert.AreEqual(-1.5, new LogMel(spec, 1600).Run(new float[40])[0], 1e-12);
        Assert.HasCount(plain.Length - 4, scaled);
        Assert.AreEqual(scaled.Max() - 2, scaled.Min(), 1e-12);
    }

    [TestMethod]
    [DataRow(true, 10, 0)]
    [DataRow(true, 11, 2)]
    [DataRow(true, 16, 3)]
    [DataRow(false, 19, 0)]
    [DataRow(false, 20, 1)]
    [DataRow(false, 28, 2)]
    public void Windows_are_counted_as_documented(bool center, int samples, int expected) => Assert.AreEqual(expected, LogMel.WindowsOf(Plain with { Center = center }, samples));

    private static double Energy(int start, int mel)
    {
        double Corner(int k) => 700 * (Math.Pow(15.0 / 7, k / 5.0) - 1);
        var sum = 0.0;
        for (var bin = 0; bin <= 10; bin++)
        {
            double real = 0, imaginary = 0;
            for (var i = 2; i < 18; i++)
            {
                var at = start + i < 0 ? -start - i : start + i > 60 ? 120 - start - i : start + i;
                var value = Signal[at] * Math.Pow(Math.Sin(Math.PI * (i - 2) / 16), 2);
                real += value * Math.Cos(2 * Math.PI * bin * i / 20);
                imaginary += value * Math.Sin(2 * Math.PI * bin * i / 20);
            }

            var hertz = bin * 80.0;
            var rise = (hertz - Corner(mel)) / (Corner(mel + 1) - Corner(mel));
            var fall = (Corner(mel + 2) - hertz) / (Corner(mel + 2) - Corner(mel + 1));
            sum += Math.Max(0, Math.Min(rise, fall)) * 2 / (Corner(mel + 2) - Corner(mel)) * ((real * real) + (imaginary * imaginary));
        }

        return sum;
    }
}
