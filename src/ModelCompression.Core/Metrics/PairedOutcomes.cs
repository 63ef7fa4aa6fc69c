using System.Text.Json.Serialization;

namespace ModelCompression.Metrics;

/// <summary>The outcome of every sample with both models, in the order of the samples: what paired statistics need.</summary>
/// <param name="Original">Outcomes of the original model; empty when they are the metric's best value by definition, or a sample alone has none.</param>
/// <param name="Compressed">Outcomes of the compressed model, one a sample; empty when a sample alone has none.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record PairedOutcomes(IReadOnlyList<double> Original, IReadOnlyList<double> Compressed)
{
    /// <summary>The class each sample belongs to; empty where the metric knows none.</summary>
    public IReadOnlyList<int> Classes { get; init; } = [];
}
