using System.Text.Json.Serialization;

namespace ModelCompression.Metrics;

/// <summary>The loss of a metric on parts of the samples.</summary>
/// <param name="Mode">How the samples were taken apart.</param>
/// <param name="Drops">One a part, positive when worse; parts on which the metric has no value are left out.</param>
/// <param name="Mean">Of the parts.</param>
/// <param name="StandardError">Of the loss on all samples.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record ResampledDrop(string Mode, IReadOnlyList<double> Drops, double Mean, double StandardError);
