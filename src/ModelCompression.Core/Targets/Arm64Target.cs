using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Targets;

/// <summary>ARM64 CPUs: s8 x s8 products (SDOT, SMMLA) with s8 activations that have a zero point; nothing saturates.</summary>
[Strategy("Arm64", "ARM64 CPUs: 8-bit activations with sign.")]
public sealed class Arm64Target : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: false)
    {
        Activations = new ActivationGrid(ElementType.Int8, Symmetric: false),
        FusedOn = ["arm64"],
    };
}
