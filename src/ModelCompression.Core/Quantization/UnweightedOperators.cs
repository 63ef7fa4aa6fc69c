using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>The part of the table for operators without weights of their own: those that join quantized values, and those that only move or choose them.</summary>
internal sealed class UnweightedOperators(long opset, Func<Value, TensorType?> typeOf, HardwareProfile target)
{
    private const int MatMulOpset = 10; // QLinearMatMul
    private const int PoolOpset = 12;
    private const int MoveOpset = 13;

    /// <summary>Beyond this magnitude a constant of Add, Mul or Where (an attention mask) would leave nothing of the grid for the values it meets.</summary>
    private const float MaxConstant = 1e4f;

    private static readonly string[] JoiningOps = ["Add", "Mul", "Where", "Concat", "AveragePool", "GlobalAveragePool", "Sigmoid", "LeakyRelu", "Softmax", "MatMul"];

    private static readonly string[] PassThroughOps =
    [
        "MaxPool", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten", "Slice", "Gather", "Expand", "Tile", "Split", "DepthToSpace", "Resize", "ReduceMax", "ReduceMin", "Pad",
    ];

    /// <summary>The role, or null; with a reason when the operator has an integer form for data like this, which is not always usable.</summary>
    public (StaticKind? Kind, string? Why) Classify(Node node)
    {
        if (JoiningOps.Contains(node.OpType) || target.MoreOperators.Contains(node.OpType))
        {
            return !JoinsFloats(node) ? (null, null) : JoiningProblem(node) is { } problem ? (null, problem) : (StaticKind.Joining, null);
        }

        if (!PassThroughOps.Contains(node.OpType) || node.Input(0) is not { Initializer: null } data || !IsFloat(data))
        {
            return (null, null);
        }

        return PassThroughProblem(node) is { } why ? (null, why) : (StaticKind.PassThrough, null);
    }

    private static IEnumerable<Value?> DataOf(Node node) => node.OpType switch
    {
        "Where" => node.Inputs.Skip(1),
        "Add" or "Mul" or "Sub" or "Div" or "Concat" or "MatMul" => node.Inputs,
        _ => node.Inputs.Take(1),
    };

    private bool JoinsFloats(Node node) => DataOf(node).All(input => input is not null && IsFloat(input)) && DataOf(node).Any(input => input is { Initializer: null });

    private string? JoiningProblem(Node node)
    {
        if (node.Is("MatMul") && !target.QuantizesOutputs)
        {
            return "the target computes products of two activations in float";
        }

        if (node.Is("MatMul") && opset < MatMulOpset)
        {
            return AtOpset(MatMulOpset);
        }

        if (node.Outputs.Count > 1)
        {
            return "it has more than one output";
        }

        var takesConstants = node.IsAny("Add", "Mul", "Sub", "Div", "Where");
        return DataOf(node).OfType<Value>().Select(input => OperandProblem(input, takesConstants)).FirstOrDefault(problem => problem is not null);
    }

    private static string? OperandProblem(Value input, bool takesConstants) => input switch
    {
        { Initializer: null } => null,
        { Constant: null } => "one of its inputs is a graph input that a caller may override",
        _ when !takesConstants => "one of its inputs is stored in the model",
        { Constant: { Count: > 0 } constant } when Array.TrueForAll(constant.ToFloats(), value => MathF.Abs(value) <= MaxConstant) => null,
        _ => FormattableString.Invariant($"its constant is empty, not finite, or larger than {MaxConstant:0}, which would leave nothing of the 8-bit grid for other values"),
    };

    private string? PassThroughProblem(Node node) => node.OpType switch
    {
        _ when node.Outputs.Any(output => output is null) => "one of its outputs is not wanted",
        "MaxPool" when node.Outputs.Count > 1 => "its positions are used too",
        "MaxPool" or "ReduceMax" or "ReduceMin" when opset < PoolOpset => AtOpset(PoolOpset),
        "Pad" or "Resize" or "DepthToSpace" when opset < MoveOpset => AtOpset(MoveOpset),
        "Pad" when !IsZeroPad(node) => "it pads with a value other than 0",
        "Resize" when node.Text("mode", "nearest") != "nearest" => "the runtime interpolates in float only",
        _ => null,
    };

    private string AtOpset(int needed) => FormattableString.Invariant($"its integer form needs opset {needed}, the model has {opset}");

    /// <summary>Pad is not fused, but has an integer kernel: it is written on the quantized values, with the zero point as 0.</summary>
    private static bool IsZeroPad(Node node) =>
        node.Text("mode", "constant") != "constant" || node.Input(2) is null or { Constant: { Element: ElementType.Float, Count: 1 } } && (node.Input(2)?.Constant?.ToFloats()[0] ?? 0) == 0;

    private bool IsFloat(Value value) => (value.Constant?.Element ?? typeOf(value)?.Element) == ElementType.Float;
}
