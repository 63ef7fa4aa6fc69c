using ModelCompression.Analysis;
using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>
/// Takes the measured values as they are: fails when the loss is larger than allowed. A loss of exactly the limit passes: samples are counted, and other
/// values are compared at 15 significant digits, so that floating-point noise decides nothing.
/// </summary>
[Strategy("Point", "Fails when the measured loss is larger than allowed, whatever the number of samples.")]
public sealed class PointPolicy : IGatePolicy
{
    public Verdict Judge(EvaluationResult result, GateLimits limits, string data)
    {
        if (limits is { MaxMetricDrop: null, MinMetric: null })
        {
            return Verdict.Pass;
        }

        if (double.IsNaN(result.Compressed) || double.IsNaN(result.Original))
        {
            return Verdict.Fail(GateMessages.NotANumber(result, data));
        }

        var verdict = Verdict.Pass;
        if (limits.MaxMetricDrop is { } maxDrop && LosesMore(result, maxDrop))
        {
            verdict = verdict.And(Verdict.Fail(GateMessages.DropTooLarge(result, maxDrop, data)));
        }

        if (limits.MinMetric is { } minimum && Misses(result, minimum))
        {
            verdict = verdict.And(Verdict.Fail(GateMessages.BelowMinimum(result, minimum, data)));
        }

        return verdict;
    }

    private static bool LosesMore(EvaluationResult result, double maxDrop) => result.Counts is { } counts
        ? ExactComparison.IsLess(maxDrop, result.Samples, counts.Lost)
        : ExactComparison.IsLess(maxDrop, result.Drop);

    private static bool Misses(EvaluationResult result, double minimum) => result switch
    {
        { Counts: { } counts } => ExactComparison.IsGreater(minimum, result.Samples, counts.CompressedRight),
        { Better: Direction.Higher } => ExactComparison.IsLess(result.Compressed, minimum),
        _ => ExactComparison.IsLess(minimum, result.Compressed),
    };
}
