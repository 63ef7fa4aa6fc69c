using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>The smallest interval that holds every value seen.</summary>
[Strategy("MinMax", "The smallest and largest value seen.")]
public sealed class MinMaxCalibrator : ICalibrator
{
    public bool NeedsHistogram => false;

    public ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid) => statistics.Extremes;
}
