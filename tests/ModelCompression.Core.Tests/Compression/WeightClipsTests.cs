using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class WeightClipsTests
{
    [TestMethod]
    public void MinMax_clips_nothing() => Assert.IsNull(WeightClips.Of(new Catalog(), new NodeSettings()));

    [TestMethod]
    [DataRow("Mse")]
    [DataRow("Octav")]
    [DataRow("Auto")]
    public void A_coarse_grid_clips_an_outlier_that_a_fine_one_keeps_nearer(string id)
    {
        float[] magnitudes = [.. Enumerable.Range(0, 500).Select(i => i * 0.002f), 4f];
        var coarse = WeightClips.Of(new Catalog(), new NodeSettings { WeightCalibrator = id, WeightBits = 4 }) ?? throw new AssertFailedException();
        var fine = WeightClips.Of(new Catalog(), new NodeSettings { WeightCalibrator = id }) ?? throw new AssertFailedException();

        Assert.IsLessThan(3, coarse(magnitudes));
        Assert.IsGreaterThan(coarse(magnitudes), fine(magnitudes));
    }
}
