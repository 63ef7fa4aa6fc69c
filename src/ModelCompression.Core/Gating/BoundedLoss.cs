using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>Judges a loss by the bounds the samples give it.</summary>
internal static class BoundedLoss
{
    /// <param name="mustBeShown">True when a loss within the limit has to be shown.</param>
    public static Verdict Judge(EvaluationResult result, double maxDrop, GateLimits limits, string data, bool mustBeShown)
    {
        if (DropInterval.Of(result, limits.Confidence) is not { } interval)
        {
            return Verdict.Undecided(GateMessages.Undecided(result, maxDrop, limits, data), mustBeShown);
        }

        return interval.Lower > maxDrop ? Verdict.Fail(GateMessages.DropTooLarge(result, maxDrop, limits, data))
            : interval.Upper <= maxDrop ? Verdict.Pass
            : Verdict.Undecided(GateMessages.Undecided(result, maxDrop, limits, data), mustBeShown);
    }

    /// <summary>True when the samples show that more than <paramref name="maxDrop"/> is lost.</summary>
    public static bool IsShown(SuccessCounts counts, int samples, double maxDrop, double confidence) => DropInterval.DifferenceOf(counts, samples).Lower(confidence) > maxDrop;
}
