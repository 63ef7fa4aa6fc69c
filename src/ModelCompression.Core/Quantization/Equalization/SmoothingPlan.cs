using ModelCompression.Analysis;

namespace ModelCompression.Quantization.Equalization;

/// <summary>The factors of one site.</summary>
/// <param name="Factors">One positive factor a feature: the activation is divided, the rows of the weights are multiplied.</param>
/// <param name="Remaining">Expected share of the quantization error that is left, 0 to 1.</param>
public sealed record Smoothing(SmoothingSite Site, double[] Factors, double Remaining);

/// <summary>Which activations will be smoothed, and which not and why.</summary>
public sealed record SmoothingPlan(IReadOnlyList<Smoothing> Items, IReadOnlyList<Skipped> Skipped);
