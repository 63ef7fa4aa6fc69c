using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>Decides the range of a tensor from what it holds on the calibration samples: a pure function of statistics that are collected once for all calibrators.</summary>
public interface ICalibrator
{
    /// <summary>False when extremes are enough.</summary>
    bool NeedsHistogram { get; }

    /// <summary>The range that is quantized to <paramref name="grid"/>; values outside are clipped.</summary>
    /// <param name="statistics">With a range, and with a histogram when <see cref="NeedsHistogram"/> is true.</param>
    ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid);
}
