using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>The range of one tensor and where it comes from.</summary>
/// <param name="Calibrator">Id of the calibrator the range is from.</param>
/// <param name="Candidates">Every range that was considered, by calibrator; <paramref name="Range"/> is one of them.</param>
public sealed record RangeChoice(ActivationRange Range, string Calibrator, IReadOnlyDictionary<string, ActivationRange> Candidates)
{
    /// <summary>What calibrator <paramref name="id"/> makes of a tensor; <c>Auto</c> chooses among all others.</summary>
    /// <param name="statistics">With a range.</param>
    public static RangeChoice Of(string id, ICalibrator calibrator, TensorStatistics statistics, IntegerGrid grid)
    {
        if (calibrator is AutoCalibrator auto)
        {
            var candidates = auto.Candidates(statistics, grid);
            var best = AutoCalibrator.Best(statistics, grid, candidates);
            return new RangeChoice(candidates[best], best, candidates);
        }

        var range = calibrator.RangeOf(statistics, grid);
        return new RangeChoice(range, id, new Dictionary<string, ActivationRange>(StringComparer.Ordinal) { [id] = range });
    }
}
