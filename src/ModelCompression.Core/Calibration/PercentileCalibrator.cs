using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>Cuts off the same small share of the values at either end; a side that nothing lies beyond (such as zero after Relu) stays where it is.</summary>
[Strategy("Percentile", "All but the largest and smallest 0.01 % of the values.")]
public sealed class PercentileCalibrator : ICalibrator
{
    /// <summary>Share of the values cut off at either end.</summary>
    private readonly double _tail;

    public PercentileCalibrator()
        : this(1e-4)
    {
    }

    /// <param name="tail">Share of the values cut off at either end, 0 to 0.5.</param>
    public PercentileCalibrator(double tail) => _tail = tail;

    public bool NeedsHistogram => true;

    public ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid)
    {
        var values = HistogramSums.Of(statistics);
        return values.Within(values.Quantile(_tail), values.Quantile(1 - _tail));
    }
}
