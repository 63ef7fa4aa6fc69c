using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>Mean over the classes that occur, as labels or predictions, of F1 = 2 TP / (2 TP + FP + FN): every class counts alike, however rare.</summary>
[Strategy("F1", "Mean F1 of the classes (macro): rare classes count as much as frequent ones; needs class labels.")]
public sealed class F1 : IMetric
{
    public string Name => "F1";

    public LabelKind Needs => LabelKind.Class;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new PredictionAccumulator(Name, table => table.MacroF1());
}
