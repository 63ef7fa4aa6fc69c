using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>
/// Mean over the samples of each sample's smallest and largest value. The plain mean and not an exponential one: every sample counts the same, so the order of
/// the samples does not matter and no decay has to be chosen.
/// </summary>
[Strategy("MovingAverage", "The mean over the samples of their smallest and largest value.")]
public sealed class MovingAverageCalibrator : ICalibrator
{
    public bool NeedsHistogram => false;

    public ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid) => statistics.MeanExtremes;
}
