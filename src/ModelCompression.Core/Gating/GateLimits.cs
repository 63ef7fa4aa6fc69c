namespace ModelCompression.Gating;

/// <summary>What a compressed model must keep to.</summary>
/// <param name="MaxMetricDrop">Allowed loss against the original, in the metric's own unit; null when the loss is not gated.</param>
/// <param name="MinMetric">Value that must be reached; for metrics where lower is better, that must not be exceeded. Null when there is none.</param>
/// <param name="MaxSizeBytes">Largest size of the shipped bytes, or null.</param>
public sealed record GateLimits(double? MaxMetricDrop = 0.01, double? MinMetric = null, long? MaxSizeBytes = null)
{
    /// <summary>Of each bound of an interval, 0.5 to 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Allowed loss of the share of right samples of any single class; null when it is not gated.</summary>
    public double? MaxClassDrop { get; init; }

    /// <summary>True when nothing about the metric is gated.</summary>
    public bool LeaveMetric => MaxMetricDrop is null && MinMetric is null && MaxClassDrop is null;
}
