using ModelCompression.Analysis;
using ModelCompression.Calibration;
using ModelCompression.Quantization;

namespace ModelCompression.Compression;

/// <summary>Puts the criteria that find ranges of activations to the weights: they see the magnitudes of one row and a symmetric grid.</summary>
internal static class WeightClips
{
    /// <summary>Null for MinMax, which clips nothing.</summary>
    public static WeightClip? Of(Catalog catalog, NodeSettings settings)
    {
        if (settings.WeightCalibrator == "MinMax")
        {
            return null;
        }

        var calibrator = catalog.Create<ICalibrator>(settings.WeightCalibrator);
        var grid = IntegerGrid.Weights(settings.WeightBits);
        return magnitudes =>
        {
            var statistics = new TensorStatistics(calibrator.NeedsHistogram);
            statistics.Add(magnitudes);
            return statistics.HasRange ? calibrator.RangeOf(statistics, grid).Max : 0;
        };
    }
}
