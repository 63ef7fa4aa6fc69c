namespace ModelCompression.Gating;

/// <summary>Sizes in bytes, external data included.</summary>
/// <param name="OriginalBytes">The original model.</param>
/// <param name="Bytes">What is shipped.</param>
public sealed record ModelSizes(long OriginalBytes, long Bytes);
