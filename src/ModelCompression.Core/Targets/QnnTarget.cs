using ModelCompression.Analysis;

namespace ModelCompression.Targets;

/// <summary>Qualcomm NPUs by way of QNN: u8 or u16 activations around every operator, results of the model included, ranges of at least 1e-4.</summary>
[Strategy("Qnn", "Qualcomm NPUs: the whole graph quantized, activations of 8 or 16 bits.")]
public sealed class QnnTarget : IHardwareTarget
{
    public HardwareProfile Profile { get; } = new(PairSafe: false)
    {
        HasWideActivations = true,
        MinRange = 1e-4f,
        QuantizesResults = true,
        HasBatchedMatMul = true,
        MoreOperators = ["Sub", "Div", "Relu", "Clip", "Tanh", "HardSwish", "HardSigmoid", "Elu", "Gelu", "Sqrt", "Abs", "Exp", "ReduceMean", "GlobalMaxPool"],
        Quantizers = ["Static", "Float16"],
        FusedOn = [],
    };
}
