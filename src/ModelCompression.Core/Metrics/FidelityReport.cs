using System.Text.Json.Serialization;

namespace ModelCompression.Metrics;

/// <summary>How close a model's outputs are to the original's, over all outputs and samples.</summary>
/// <param name="Cosine">Mean cosine.</param>
/// <param name="SqnrDecibels">Signal to noise over all elements; infinite when nothing differs.</param>
/// <param name="MaxAbsoluteError">Largest difference of two elements.</param>
/// <param name="ArgmaxAgreement">Share of rows (along the last axis) with the largest element at the same place; null when no row has two elements.</param>
/// <param name="NonFinite">Number of elements that are NaN, or infinite where the original's are not.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record FidelityReport(
    double Cosine,
    double SqnrDecibels,
    double MaxAbsoluteError,
    double? ArgmaxAgreement,
    long NonFinite,
    IReadOnlyList<OutputFidelity> Outputs)
{
    /// <summary>Share of the original's five largest elements of a row that are among the five largest of the compressed model's row; null when no row has more than five.</summary>
    public double? TopOverlap { get; init; }

    /// <summary>
    /// Mean Kullback-Leibler divergence, in nats, of the compressed model's rows from the original's rows in the first output, by softmax where they are no distributions; null
    /// without rows.
    /// </summary>
    public double? KlDivergence { get; init; }
}

/// <summary>The same for one output, over all samples.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record OutputFidelity(
    string Name,
    double Cosine,
    double SqnrDecibels,
    double MaxAbsoluteError,
    double? ArgmaxAgreement,
    long NonFinite)
{
    /// <inheritdoc cref="FidelityReport.TopOverlap"/>
    public double? TopOverlap { get; init; }

    /// <summary>Of the first output, see <see cref="FidelityReport.KlDivergence"/>; else null.</summary>
    public double? KlDivergence { get; init; }
}
