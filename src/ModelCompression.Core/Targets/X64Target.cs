using ModelCompression.Analysis;

namespace ModelCompression.Targets;

/// <summary>x64 with VNNI: the full range of int8 weights. Products saturate on CPUs without VNNI, which therefore do not show what the target computes.</summary>
[Strategy("X64", "x64 CPUs with VNNI; accuracy may drop on x64 CPUs without it.")]
public sealed class X64Target : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: false) { AlignsChannels = true, FusedOn = ["vnni"] };
}
