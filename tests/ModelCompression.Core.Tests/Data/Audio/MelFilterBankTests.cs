using ModelCompression.Data.Audio;
using ModelCompression.Data.Preprocessing;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class MelFilterBankTests
{
    /// <summary>
    /// 8 bins of 100 Hz up to 800 Hz, which Slaney's scale spreads evenly: corners of 3 filters at 0, 200, 400, 600 and 800 Hz, so the middle one is 0, 0.5, 1, 0.5 from
    /// 200 Hz on.
    /// </summary>
    [TestMethod]
    public void Triangles_are_those_computed_by_hand()
    {
        var bank = Bank(MelScale.Slaney, MelNorm.None);

        CollectionAssert.AreEqual(new[] { 0, 0.5, 1, 0.5, 0, 0, 0, 0, 0 }, Row(bank, 0));
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 0.5, 1, 0.5, 0, 0, 0 }, Row(bank, 1));
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 0, 0, 0.5, 1, 0.5, 0 }, Row(bank, 2));
        Assert.AreEqual(0.5 + 2 + 1.5, bank.Energy(0, [9, 1, 2, 3, 9, 9, 9, 9, 9]), 1e-6);
    }

    /// <summary>Width 400 Hz: times 2 / 400.</summary>
    [TestMethod]
    public void The_norm_makes_their_area_1() =>
        CollectionAssert.AreEqual(new[] { 0, 0.0025, 0.005, 0.0025, 0, 0, 0, 0, 0 }, Row(Bank(MelScale.Slaney, MelNorm.Slaney), 0));

    /// <summary>Corners 700 ((1 + 8/7)^(k/4) - 1) Hz: 146.93, 324.70, 539.78, 800; at 200 Hz the first filter has fallen to (324.70 - 200) / (324.70 - 146.93).</summary>
    [TestMethod]
    public void Htk_corners_are_those_of_the_formula()
    {
        double Corner(int k) => 700 * (Math.Pow(15.0 / 7, k / 4.0) - 1);
        var row = Row(Bank(MelScale.Htk, MelNorm.None), 0);

        Assert.AreEqual(146.928, Corner(1), 1e-3);
        Assert.AreEqual(100 / Corner(1), row[1], 1e-6);
        Assert.AreEqual((Corner(2) - 200) / (Corner(2) - Corner(1)), row[2], 1e-6);
        Assert.AreEqual((Corner(2) - 300) / (Corner(2) - Corner(1)), row[3], 1e-6);
        Assert.AreEqual(0, row[4]);
    }

    [TestMethod]
    public void A_filter_between_two_bins_is_empty() =>
        Assert.AreEqual(0, new MelFilterBank(new LogMelSpec(16, 16, 8, 40, 0, 800, MelScale.Slaney, MelNorm.None, MelLog.Natural, true, 1e-10), 1600).Energy(0, [1, 1, 1, 1, 1, 1, 1, 1, 1]));

    private static MelFilterBank Bank(MelScale scale, MelNorm norm) => new(new LogMelSpec(16, 16, 8, 3, 0, 800, scale, norm, MelLog.Natural, true, 1e-10), 1600);

    /// <summary>Rounded to 1e-9, far below the tolerance of 1e-6.</summary>
    private static double[] Row(MelFilterBank bank, int mel) => [.. Enumerable.Range(0, 9).Select(bin => Math.Round(bank[mel, bin], 9))];
}
