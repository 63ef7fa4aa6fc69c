using ModelCompression.Analysis;

namespace ModelCompression.Quantization.Equalization;

/// <summary>The factors of one channel group.</summary>
/// <param name="Factors">One positive factor a channel: the tensors of the group become Factors[j] * x_j.</param>
/// <param name="Remaining">Expected share of the quantization error that is left, 0 to 1.</param>
public sealed record GroupScaling(ChannelGroup Group, double[] Factors, double Remaining);

/// <summary>What equalization will do to a model, and where it does nothing and why.</summary>
public sealed record EqualizationPlan(IReadOnlyList<GroupScaling> Groups, IReadOnlyList<Skipped> Skipped);
