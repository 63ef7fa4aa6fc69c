namespace ModelCompression.Analysis;

/// <summary>What a hardware target asks of a quantized model. One literal per target.</summary>
/// <param name="PairSafe">
/// True when no sum of two adjacent u8 x s8 products may leave 16 bits, so that CPUs without VNNI give the same results as all others.
/// </param>
public sealed record HardwareProfile(bool PairSafe);

/// <summary>A hardware target: one file of literal data.</summary>
public interface IHardwareTarget
{
    HardwareProfile Profile { get; }
}
