using System.Text.Json.Serialization;

namespace ModelCompression.Metrics;

/// <summary>What was measured when two models ran on the same samples.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Better">Which values are better.</param>
/// <param name="Bound">The metric's best value, or null.</param>
/// <param name="Original">The original model's value, in the metric's own unit (shares are 0 to 1).</param>
/// <param name="Compressed">The compressed model's value.</param>
/// <param name="Samples">Number of cases the values are about: samples, or pairs of samples.</param>
/// <param name="Counts">Right and wrong samples when the metric counts successes, else null.</param>
/// <param name="Fidelity">How close the outputs are.</param>
/// <param name="CpuClass">The CPU class it was measured on.</param>
/// <param name="Runtime">Name and version of the runtime.</param>
/// <param name="Outcomes">The metric's outcome of every sample; empty when a sample alone has none.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record EvaluationResult(
    string Metric,
    Direction Better,
    double? Bound,
    double Original,
    double Compressed,
    int Samples,
    SuccessCounts? Counts,
    FidelityReport Fidelity,
    string CpuClass,
    string Runtime,
    PairedOutcomes Outcomes)
{
    /// <summary>
    /// Quantiles of the loss in draws of the same samples with replacement, from 0 to 1 in even steps; null where the metric counts successes, or when none were drawn.
    /// </summary>
    public IReadOnlyList<double>? DropQuantiles { get; init; }

    /// <summary>Which classes are taken for which, the most frequent first; empty where samples have no single answer.</summary>
    public IReadOnlyList<Confusion> Confusions { get; init; } = [];

    /// <summary>The loss on parts of the samples; null when they were not taken apart, or are too few.</summary>
    public ResampledDrop? Parts { get; init; }

    /// <summary>Samples that became wrong, or right, where the metric counts successes: the first ones.</summary>
    public IReadOnlyList<ChangedSample> Changed { get; init; } = [];

    /// <summary>What was lost, in the metric's own unit; positive when the compressed model is worse. Computed from counts where there are any.</summary>
    public double Drop => this switch
    {
        { Counts: { } counts } => (double)counts.Lost / Samples,
        { Better: Direction.Higher } => Original - Compressed,
        _ => Compressed - Original,
    };
}
