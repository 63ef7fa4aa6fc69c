using ModelCompression.Analysis;

namespace ModelCompression.Targets;

/// <summary>DirectML (Windows GPUs): integer Conv, MatMul, Add and Concat; everything else runs in float. Nothing saturates.</summary>
[Strategy("DirectML", "Windows GPUs with DirectML: Conv, MatMul, Add and Concat in 8 bits.")]
public sealed class DirectMlTarget : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: false)
    {
        Operators = ["Conv", "MatMul", "Add", "Concat"],
        Quantizers = ["Static", "Float16"],
        FusedOn = [],
    };
}
