using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Targets;

/// <summary>
/// NVIDIA TensorRT with explicit quantization: symmetric s8 in front of Conv, Gemm and MatMul only, float weights behind their own QuantizeLinear, float bias, the
/// residual operand of an Add quantized. The file stays as large as float weights are; TensorRT quantizes them when it builds its engine.
/// </summary>
[Strategy("TensorRT", "NVIDIA GPUs with TensorRT: symmetric 8-bit activations in front of Conv, Gemm and MatMul; weights are quantized by TensorRT.")]
public sealed class TensorRtTarget : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: false)
    {
        Activations = new ActivationGrid(ElementType.Int8, Symmetric: true),
        HasIntegerBias = false,
        StoresIntegerWeights = false,
        QuantizesOutputs = false,
        QuantizesResiduals = true,
        HasBatchedMatMul = true,
        MinChannels = 16,
        Operators = ["Conv", "Gemm", "MatMul"],
        Quantizers = ["Static", "Float16"],
        FusedOn = [],
    };
}
