using ModelCompression.Ir;

namespace ModelCompression.Quantization;

/// <summary>
/// A node, with the Relu or Clip behind it, that the runtime turns into one integer operator when its inputs come from DequantizeLinear and its output goes to
/// QuantizeLinear.
/// </summary>
/// <param name="Main">The operator.</param>
/// <param name="Activation">Relu or Clip fused behind it, or null.</param>
/// <param name="Kind">How it is quantized.</param>
public sealed record StaticUnit(Node Main, Node? Activation, StaticKind Kind)
{
    public Value Output => (Activation ?? Main).Output(0);

    /// <summary>Float inputs that change from sample to sample, each once.</summary>
    public IEnumerable<Value> DataInputs =>
        (Kind == StaticKind.Joining ? Main.Inputs.Skip(Main.OpType == "Where" ? 1 : 0) : Main.Inputs.Take(1)).OfType<Value>().Where(value => value.Constant is null).Distinct();
}

/// <summary>Roles of operators in static quantization.</summary>
public enum StaticKind
{
    /// <summary>Conv, Gemm, MatMul with constant weights: worth quantizing on their own.</summary>
    Weighted,

    /// <summary>Element-wise, pooling and joining operators with an integer form: worth quantizing between quantized neighbours.</summary>
    Joining,

    /// <summary>Operators that only move or choose values: run on integers when input and output share their parameters.</summary>
    PassThrough,
}
