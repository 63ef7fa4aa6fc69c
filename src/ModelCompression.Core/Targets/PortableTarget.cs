using ModelCompression.Analysis;

namespace ModelCompression.Targets;

/// <summary>Any CPU: the same integer products on AVX2, AVX512, VNNI, SSE4 and ARM64.</summary>
[Strategy("Portable", "No int8 product saturates on any CPU, with or without VNNI.")]
public sealed class PortableTarget : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: true);
}
