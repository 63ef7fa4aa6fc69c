using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>What all policies have in common: values that are not numbers, the floor, and the loss of single classes.</summary>
internal static class MeasuredLimits
{
    /// <param name="loss">Judges the loss against its limit.</param>
    /// <param name="classLoss">True when the samples of one class lose more than is allowed, with the confidence asked for.</param>
    public static Verdict Judge(
        EvaluationResult result, GateLimits limits, string data, Func<EvaluationResult, double, GateLimits, string, Verdict> loss, Func<SuccessCounts, int, double, double, bool> classLoss)
    {
        if (limits.LeaveMetric)
        {
            return Verdict.Pass;
        }

        if (double.IsNaN(result.Compressed) || double.IsNaN(result.Original))
        {
            return Verdict.Fail(GateMessages.NotANumber(result, data));
        }

        var verdict = limits.MaxMetricDrop is { } maxDrop ? loss(result, maxDrop, limits, data) : Verdict.Pass;
        if (limits.MinMetric is { } minimum && Misses(result, minimum))
        {
            verdict = verdict.And(Verdict.Fail(GateMessages.BelowMinimum(result, minimum, data)));
        }

        return limits.MaxClassDrop is { } classDrop ? verdict.And(Classes(result, classDrop, limits, data, classLoss)) : verdict;
    }

    public static bool LosesMore(EvaluationResult result, double maxDrop) => result.Counts is { } counts
        ? ExactComparison.IsLess(maxDrop, result.Samples, counts.Lost)
        : ExactComparison.IsLess(maxDrop, result.Drop);

    private static Verdict Classes(EvaluationResult result, double maxDrop, GateLimits limits, string data, Func<SuccessCounts, int, double, double, bool> losesMore)
    {
        var worse = ClassCounts.Of(result.Outcomes).Where(found => losesMore(found.Counts, found.Samples, maxDrop, limits.Confidence))
            .OrderByDescending(found => (double)found.Counts.Lost / found.Samples).ThenBy(found => found.Class).ToList();
        return worse.Count == 0 ? Verdict.Pass : Verdict.Fail(GateMessages.ClassDropTooLarge(worse, maxDrop, data));
    }

    private static bool Misses(EvaluationResult result, double minimum) => result switch
    {
        { Counts: { } counts } => ExactComparison.IsGreater(minimum, result.Samples, counts.CompressedRight),
        { Better: Direction.Higher } => ExactComparison.IsLess(result.Compressed, minimum),
        _ => ExactComparison.IsLess(minimum, result.Compressed),
    };
}
