using ModelCompression.Analysis;
using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>
/// Fails only when the samples show that the loss is larger than allowed: when the lower bound of the loss is above the limit. Passes when the upper bound is within it.
/// Between the two nothing is shown, which is a warning.
/// </summary>
[Strategy("Significant", "Fails when the samples show, at the Confidence asked for, that the loss is larger than allowed; too few samples to tell are a warning.")]
public sealed class SignificantPolicy : IGatePolicy
{
    public Verdict Judge(EvaluationResult result, GateLimits limits, string data) => BoundedLoss.Judge(result, limits, data, mustBeShown: false);
}
