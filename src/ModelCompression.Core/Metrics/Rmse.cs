using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Root of the mean squared error of the first output, for several values the mean of their roots (as scikit-learn's root_mean_squared_error).
/// Has the unit of the values and no best size of a loss: MaxMetricDrop must be given.
/// </summary>
[Strategy("Rmse", "Root mean squared error of predicted values; needs values as labels and MaxMetricDrop.")]
public sealed class Rmse : IMetric
{
    public string Name => "Rmse";

    public Direction Better => Direction.Lower;

    public LabelKind Needs => LabelKind.Values;

    public double? Bound => null;

    public IMetricAccumulator Start() => new ValuesAccumulator(Name, sums => Math.Sqrt(sums.SquaredError / sums.Count));
}
