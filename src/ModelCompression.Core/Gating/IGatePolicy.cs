using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>How a measured loss is judged in view of the noise of sampling.</summary>
public interface IGatePolicy
{
    /// <summary>Judges the metric; sizes are judged elsewhere. Pure.</summary>
    /// <param name="data">Name of the data set for messages.</param>
    Verdict Judge(EvaluationResult result, GateLimits limits, string data);
}
