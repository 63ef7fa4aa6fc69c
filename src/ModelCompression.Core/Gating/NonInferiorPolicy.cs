using ModelCompression.Analysis;
using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>
/// Passes only when the samples show that the loss is within the limit: when its upper bound is. Fails when the lower bound is above the limit; between the two the
/// samples are too few, which is no pass. A single class, whose samples are few, only fails when its loss is shown to be too large.
/// </summary>
[Strategy("NonInferior", "Passes when the samples show, at the Confidence asked for, that the loss is within the limit; too few samples to tell are an error.")]
public sealed class NonInferiorPolicy : IGatePolicy
{
    public Verdict Judge(EvaluationResult result, GateLimits limits, string data) => BoundedLoss.Judge(result, limits, data, mustBeShown: true);
}
