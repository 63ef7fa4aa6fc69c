using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>Of the ranges the other calibrators propose, the one with the least expected error on the histogram, in which clipping counts more than rounding.</summary>
[Strategy("Auto", "For each tensor, the calibrator with the least expected error.")]
public sealed class AutoCalibrator : ICalibrator
{
    /// <summary>How much more a squared clipping error counts than a squared rounding error: clipped values are the large ones, which carry the decision.</summary>
    private const double ClippingWeight = 1.5;

    private readonly IReadOnlyList<(string Id, ICalibrator Calibrator)> _calibrators =
    [
        ("MinMax", new MinMaxCalibrator()),
        ("MovingAverage", new MovingAverageCalibrator()),
        ("Percentile", new PercentileCalibrator()),
        ("Entropy", new EntropyCalibrator()),
        ("Mse", new MseCalibrator()),
        ("Octav", new OctavCalibrator()),
    ];

    public bool NeedsHistogram => true;

    public ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid)
    {
        var candidates = Candidates(statistics, grid);
        return candidates[Best(statistics, grid, candidates)];
    }

    /// <summary>
    /// Id of each calibrator and the range it proposes, in a fixed order. On a grid finer than the histogram, which then says nothing about rounding, only the first:
    /// such a grid loses nothing by holding all values.
    /// </summary>
    public IReadOnlyDictionary<string, ActivationRange> Candidates(TensorStatistics statistics, IntegerGrid grid)
    {
        var ranges = new OrderedDictionary<string, ActivationRange>(StringComparer.Ordinal);
        foreach (var (id, calibrator) in grid.Steps < Histogram.Capacity ? _calibrators : _calibrators.Take(1))
        {
            ranges.Add(id, calibrator.RangeOf(statistics, grid));
        }

        return ranges;
    }

    /// <summary>Id of the candidate with the least expected error; the first of equals.</summary>
    public static string Best(TensorStatistics statistics, IntegerGrid grid, IReadOnlyDictionary<string, ActivationRange> candidates)
    {
        var values = HistogramSums.Of(statistics);
        return candidates.MinBy(candidate => values.QuantizationError(candidate.Value.Min, candidate.Value.Max, grid, ClippingWeight)).Key;
    }
}
