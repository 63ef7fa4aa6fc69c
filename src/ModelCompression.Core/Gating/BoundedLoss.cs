using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>Judges a loss by the bounds the samples give it.</summary>
internal static class BoundedLoss
{
    /// <summary>All limits of the metric.</summary>
    /// <param name="mustBeShown">True when a loss within the limit has to be shown.</param>
    public static Verdict Judge(EvaluationResult result, GateLimits limits, string data, bool mustBeShown) =>
        MeasuredLimits.Judge(result, limits, data, (measured, maxDrop, all, name) => Loss(measured, maxDrop, all, name, mustBeShown), IsShown);

    private static Verdict Loss(EvaluationResult result, double maxDrop, GateLimits limits, string data, bool mustBeShown)
    {
        var (exceeds, within) = result is { Counts: { } counts, Samples: > 0 }
            ? (IsShown(counts, result.Samples, maxDrop, limits.Confidence), DropInterval.DifferenceOf(counts, result.Samples).StaysWithin(maxDrop, limits.Confidence))
            : DropInterval.Of(result, limits.Confidence) is { } interval ? (interval.Lower > maxDrop, interval.Upper <= maxDrop) : (false, false);
        return exceeds ? Verdict.Fail(GateMessages.DropTooLarge(result, maxDrop, limits, data))
            : within ? Verdict.Pass
            : Verdict.Undecided(GateMessages.Undecided(result, maxDrop, limits, data), mustBeShown);
    }

    /// <summary>True when the samples show that more than <paramref name="maxDrop"/> is lost.</summary>
    private static bool IsShown(SuccessCounts counts, int samples, double maxDrop, double confidence) => DropInterval.DifferenceOf(counts, samples).Exceeds(maxDrop, confidence);
}
