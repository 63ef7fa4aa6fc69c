using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>How close a model's outputs are to the original's: mean cosine, 1 when they have the same direction. Needs no labels.</summary>
[Strategy("Fidelity", "Mean cosine between the outputs and the original model's; needs no labels.")]
public sealed class Fidelity : IMetric
{
    public string Name => "Fidelity";

    public LabelKind Needs => LabelKind.None;

    public double? Bound => 1;

    public bool ComparesWithOriginal => true;

    public IMetricAccumulator Start() => new FidelityAccumulator();
}
