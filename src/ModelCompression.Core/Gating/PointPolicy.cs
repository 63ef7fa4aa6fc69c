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
    public Verdict Judge(EvaluationResult result, GateLimits limits, string data) => MeasuredLimits.Judge(result, limits, data, Loss, ClassLoss);

    private static Verdict Loss(EvaluationResult result, double maxDrop, GateLimits limits, string data) => MeasuredLimits.LosesMore(result, maxDrop)
        ? Verdict.Fail(GateMessages.DropTooLarge(result, maxDrop, limits, data))
        : Verdict.Pass;

    private static bool ClassLoss(SuccessCounts counts, int samples, double maxDrop, double confidence) => ExactComparison.IsLess(maxDrop, samples, counts.Lost);
}
