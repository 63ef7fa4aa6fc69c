using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>Judges a compressed model by its measured values and its size.</summary>
public sealed class Gate(IGatePolicy policy)
{
    /// <summary>Pure: stored measurements are judged like fresh ones.</summary>
    /// <param name="result">Measurements, or null when there was no data to measure on.</param>
    /// <param name="sizes">Bytes before and after.</param>
    /// <param name="data">Name of the data set for messages.</param>
    public Verdict Judge(EvaluationResult? result, ModelSizes sizes, GateLimits limits, string data)
    {
        var metric = result is null ? Verdict.Pass : policy.Judge(result, limits, data);
        return limits.MaxSizeBytes is { } maxSizeBytes && sizes.Bytes > maxSizeBytes
            ? metric.And(Verdict.Fail(GateMessages.TooLarge(sizes.Bytes, maxSizeBytes, sizes.OriginalBytes)))
            : metric;
    }
}
