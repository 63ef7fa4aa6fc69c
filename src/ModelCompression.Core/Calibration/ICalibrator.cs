using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>Decides the range of an activation tensor from what it holds on the calibration samples.</summary>
public interface ICalibrator
{
    /// <summary>A fresh observer for one tensor.</summary>
    IRangeObserver Observe();
}

/// <summary>Sees one tensor sample after sample; memory does not grow with their number.</summary>
public interface IRangeObserver
{
    /// <param name="values">The tensor of one sample, any length.</param>
    void Add(ReadOnlySpan<float> values);

    /// <summary>The range; null when nothing was seen, or anything that is not finite.</summary>
    ActivationRange? Range { get; }
}
