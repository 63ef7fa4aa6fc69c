using ModelCompression.Analysis;

namespace ModelCompression.Targets;

/// <summary>x64 with VNNI: the full range of int8 weights. Wrong results are possible on CPUs without VNNI.</summary>
[Strategy("X64", "x64 CPUs with VNNI; accuracy may drop on x64 CPUs without it.")]
public sealed class X64Target : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: false) { AlignsChannels = true };
}
