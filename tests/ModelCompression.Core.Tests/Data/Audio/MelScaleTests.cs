using ModelCompression.Data.Audio;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class MelScaleTests
{
    /// <summary>The examples of librosa's documentation of hz_to_mel and mel_to_hz.</summary>
    [TestMethod]
    [DataRow(60.0, 0.9)]
    [DataRow(110.0, 1.65)]
    [DataRow(220.0, 3.3)]
    [DataRow(440.0, 6.6)]
    [DataRow(200.0, 3.0)]
    public void Slaney_is_linear_below_1000_Hz(double hertz, double mel)
    {
        Assert.AreEqual(mel, MelFrequencies.ToMel(MelScale.Slaney, hertz), 1e-12);
        Assert.AreEqual(hertz, MelFrequencies.ToHertz(MelScale.Slaney, mel), 1e-10);
    }

    /// <summary>6.4 times the frequency is 27 mels more.</summary>
    [TestMethod]
    public void Slaney_is_logarithmic_above()
    {
        Assert.AreEqual(15, MelFrequencies.ToMel(MelScale.Slaney, 1000), 1e-12);
        Assert.AreEqual(42, MelFrequencies.ToMel(MelScale.Slaney, 6400), 1e-12);
        Assert.AreEqual(1000 * Math.Sqrt(6.4), MelFrequencies.ToHertz(MelScale.Slaney, 28.5), 1e-9);
    }

    /// <summary>The ends and the corner of the example of librosa's mel_frequencies: 40 numbers up to 11025 Hz.</summary>
    [TestMethod]
    public void Spread_frequencies_agree_with_the_published_example()
    {
        var spread = MelFrequencies.Spread(MelScale.Slaney, 0, 11_025, 40);
        double[] expected = [0, 85.317, 170.635, 255.952, 341.269, 426.586, 511.904, 597.221, 682.538, 767.855, 853.173, 938.49, 1024.856, 1119.114, 1222.042, 1334.436];

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], spread[i], 6e-4);
        }

        Assert.AreEqual(11_025, spread[39], 1e-8);
    }

    [TestMethod]
    public void Htk_has_1000_mels_at_1000_Hz_and_goes_back()
    {
        Assert.AreEqual(2595 * Math.Log10(17.0 / 7), MelFrequencies.ToMel(MelScale.Htk, 1000), 1e-9);
        Assert.AreEqual(999.9856, MelFrequencies.ToMel(MelScale.Htk, 1000), 1e-4);
        Assert.AreEqual(4321, MelFrequencies.ToHertz(MelScale.Htk, MelFrequencies.ToMel(MelScale.Htk, 4321)), 1e-9);
    }
}
