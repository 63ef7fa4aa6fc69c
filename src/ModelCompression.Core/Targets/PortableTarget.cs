using ModelCompression.Analysis;

namespace ModelCompression.Targets;

/// <summary>Any CPU: the same int8 results on AVX2, AVX512, VNNI, SSE4 and ARM64.</summary>
[Strategy("Portable", "The same int8 results on every CPU, with or without VNNI.")]
public sealed class PortableTarget : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: true);
}
