using ModelCompression.Analysis;

namespace ModelCompression.Targets;

/// <summary>Any CPU: the same integers from every product and sum on AVX2, AVX512, VNNI, SSE4 and ARM64.</summary>
[Strategy("Portable", "No int8 product saturates and every sum is rounded alike on any CPU, with or without VNNI.")]
public sealed class PortableTarget : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: true) { RoundsAlike = true, AlignsChannels = true };
}
