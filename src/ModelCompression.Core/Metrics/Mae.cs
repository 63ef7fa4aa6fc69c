using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Mean absolute error of the first output, for several values the mean over them.
/// Has the unit of the values and no best size of a loss: MaxMetricDrop must be given.
/// </summary>
[Strategy("Mae", "Mean absolute error of predicted values; needs values as labels and MaxMetricDrop.")]
public sealed class Mae : IMetric
{
    public string Name => "Mae";

    public Direction Better => Direction.Lower;

    public LabelKind Needs => LabelKind.Values;

    public double? Bound => null;

    public IMetricAccumulator Start() => new ValuesAccumulator(Name, sums => sums.AbsoluteError / sums.Count);
}
