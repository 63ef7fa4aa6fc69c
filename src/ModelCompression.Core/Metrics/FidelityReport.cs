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
    IReadOnlyList<OutputFidelity> Outputs);

/// <summary>The same for one output, over all samples.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record OutputFidelity(
    string Name,
    double Cosine,
    double SqnrDecibels,
    double MaxAbsoluteError,
    double? ArgmaxAgreement,
    long NonFinite);
