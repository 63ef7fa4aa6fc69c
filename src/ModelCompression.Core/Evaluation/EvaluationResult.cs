using System.Text.Json.Serialization;
using ModelCompression.Metrics;

namespace ModelCompression.Evaluation;

/// <summary>What was measured when two models ran on the same samples.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Better">Which values are better.</param>
/// <param name="Bound">The metric's best value, or null.</param>
/// <param name="Original">The original model's value, in the metric's own unit (shares are 0 to 1).</param>
/// <param name="Compressed">The compressed model's value.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Counts">Right and wrong samples when the metric counts successes, else null.</param>
/// <param name="Fidelity">How close the outputs are.</param>
/// <param name="CpuClass">The CPU class it was measured on.</param>
/// <param name="Runtime">Name and version of the runtime.</param>
/// <param name="Outcomes">The metric's outcome of every sample.</param>
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
    /// <summary>What was lost, in the metric's own unit; positive when the compressed model is worse. Computed from counts where there are any.</summary>
    public double Drop => this switch
    {
        { Counts: { } counts } => (double)counts.Lost / Samples,
        { Better: Direction.Higher } => Original - Compressed,
        _ => Compressed - Original,
    };
}

/// <summary>Samples of a metric that counts successes.</summary>
/// <param name="OriginalRight">Right with the original model.</param>
/// <param name="CompressedRight">Right with the compressed model.</param>
/// <param name="Broken">Right before, wrong now.</param>
/// <param name="Repaired">Wrong before, right now.</param>
public sealed record SuccessCounts(int OriginalRight, int CompressedRight, int Broken, int Repaired)
{
    /// <summary>Samples lost on balance; negative when the compressed model is better.</summary>
    public int Lost => OriginalRight - CompressedRight;

    /// <summary>Counts outcomes that are 1 for right and 0 for wrong.</summary>
    public static SuccessCounts Of(IReadOnlyList<double> original, IReadOnlyList<double> compressed)
    {
        var pairs = original.Zip(compressed).ToList();
        return new SuccessCounts(
            original.Count(outcome => outcome == 1),
            compressed.Count(outcome => outcome == 1),
            pairs.Count(pair => pair is { First: 1, Second: 0 }),
            pairs.Count(pair => pair is { First: 0, Second: 1 }));
    }
}
