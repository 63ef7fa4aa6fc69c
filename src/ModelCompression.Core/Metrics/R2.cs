using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Coefficient of determination 1 - sum (y - p)^2 / sum (y - mean y)^2 of the first output, for several values the mean over them.
/// NaN when all right values are equal.
/// </summary>
[Strategy("R2", "Share of the variance of the right values that the predicted ones explain; needs values as labels.")]
public sealed class R2 : IMetric
{
    public string Name => "R2";

    public LabelKind Needs => LabelKind.Values;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new ValuesAccumulator(Name, sums => sums.Variance > 0 ? 1 - (sums.SquaredError / sums.Count / sums.Variance) : double.NaN);
}
