using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Which operators ONNX Runtime's CPU provider runs on u8 activations, as seen in its optimized graphs (1.31.1): the table behind placement by simulated fusion.
/// </summary>
/// <param name="target">Takes operators away from the table or adds some.</param>
public sealed class StaticOperators(long opset, Func<Value, TensorType?> typeOf, HardwareProfile target)
{
    /// <summary>QLinearConv and QLinearMatMul exist from here on.</summary>
    private const int MinOpset = 10;

    /// <summary>Beyond this magnitude a constant of Add, Mul or Where (an attention mask) would leave nothing of the grid for the values it meets.</summary>
    private const float MaxConstant = 1e4f;

    private static readonly string[] JoiningOps = ["Add", "Mul", "Where", "Concat", "AveragePool", "GlobalAveragePool", "Sigmoid", "LeakyRelu", "Softmax"];

    private static readonly string[] PassThroughOps =
    [
        "MaxPool", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten", "Slice", "Gather", "Expand", "Tile", "Split", "DepthToSpace", "Resize", "ReduceMax", "ReduceMin", "Pad",
    ];

    /// <summary>The role of a node, or null with the reason when it has weights worth a word.</summary>
    public (StaticKind? Kind, string? Why) Classify(Node node)
    {
        if (node.Domain.Length > 0 || target.Operators?.Contains(node.OpType) == false)
        {
            return (null, null);
        }

        return node.OpType switch
        {
            "Conv" => Weighted(node, ConvProblem(node)),
            "Gemm" => Weighted(node, GemmProblem(node)),
            "MatMul" when node.Input(1) is { Initializer: null } => (target.QuantizesOutputs && opset >= MinOpset && IsJoining(node) ? StaticKind.Joining : null, null),
            "MatMul" => Weighted(node, MatMulProblem(node)),
            "ConvTranspose" => (null, "the runtime has no integer ConvTranspose"),
            _ when JoiningOps.Contains(node.OpType) || target.MoreOperators.Contains(node.OpType) => (IsJoining(node) ? StaticKind.Joining : null, null),
            _ when PassThroughOps.Contains(node.OpType) => (IsPassThrough(node) ? StaticKind.PassThrough : null, null),
            _ => (null, null),
        };
    }

    /// <summary>The Relu or Clip that fuses into <paramref name="node"/>, or null.</summary>
    public static Node? FusedActivation(Node node)
    {
        if (!node.IsAny("Conv", "Gemm", "Add") || !node.Output(0).HasSingleUse || node.Output(0).Uses[0] is not { Index: 0 } use || use.Node.Graph != node.Graph)
        {
            return null;
        }

        return ClipBounds.Of(use.Node) is { Low: <= 0, High: > 0 } ? use.Node : null;
    }

    private (StaticKind?, string?) Weighted(Node node, string? problem)
    {
        problem ??= SizeProblem(node);
        problem ??= opset < MinOpset ? $"the runtime's integer operators need opset {MinOpset}, the model has {opset}" : DataProblem(node);
        return problem is null ? (StaticKind.Weighted, null) : (null, problem);
    }

    /// <summary>The target computes small layers faster in float.</summary>
    private string? SizeProblem(Node node)
    {
        if (target.MinChannels == 0 || node.Input(1)?.Constant?.Shape is not { } shape)
        {
            return null;
        }

        var isConv = node.Is("Conv");
        var isSmall = shape.Dims.Take(2).Any(size => size < target.MinChannels && !(isConv && size % 8 == 0));
        return isSmall ? $"the target computes layers with fewer than {target.MinChannels} channels in float" : null;
    }

    private static string? DataProblem(Node node) =>
        node.Input(0) is { Initializer: null } ? null : "its input is stored in the model, so there is nothing to calibrate";

    private static string? ConvProblem(Node node) => WeightProblem(node) ?? BiasProblem(node.Input(2), node.Input(1)?.Constant?.Shape[0]) ?? SchemeCost.OfGroups(node);

    private static string? GemmProblem(Node node)
    {
        if (node.Int("transA", 0) != 0 || node.Float("alpha", 1) != 1 || node.Float("beta", 1) != 1)
        {
            return "transA, alpha or beta has a value the integer kernel does not support";
        }

        return WeightProblem(node) ?? BiasProblem(node.Input(2), node.Input(1)?.Constant?.Shape[node.Int("transB", 0) != 0 ? 0 : 1]);
    }

    private string? MatMulProblem(Node node)
    {
        if (WeightProblem(node) is { } problem)
        {
            return problem;
        }

        if (node.Input(1)?.Constant?.Shape.Rank != 2)
        {
            return "the weight is not a matrix";
        }

        return (target.HasBatchedMatMul && opset >= MinOpset) || (node.Input(0) is { } data && typeOf(data)?.Rank == 2) ? null : "MatMul on inputs of rank 3 and more is better quantized dynamically";
    }

    private static string? WeightProblem(Node node) => node.Input(1) switch
    {
        { Constant: { Element: ElementType.Float, Count: > 0 } constant } =>
            constant.AsSpan<float>().ContainsNonFinite() ? "the weight holds values that are not finite" : null,
        { Constant: { Count: 0 } } => "the weight is empty",
        { Constant: { } constant } => $"the weight is {constant.Element}, not Float",
        { IsGraphInput: true } => "the weight is a graph input that a caller may override",
        _ => "the weight is not constant",
    };

    private static string? BiasProblem(Value? bias, long? channels) => bias switch
    {
        null => null,
        { Constant: { Element: ElementType.Float } constant } when IsChannelVector(constant.Shape, channels) && !constant.AsSpan<float>().ContainsNonFinite() => null,
        _ => "the bias is not a constant vector of the output channels",
    };

    /// <summary>[N] or [1, N]; a bias of [N, 1] belongs to rows, not to channels.</summary>
    private static bool IsChannelVector(Shape shape, long? channels) => shape.Rank is 1 or 2 && shape[shape.Rank - 1] == channels && shape.Count == channels;

    private bool IsJoining(Node node)
    {
        if (node.IsAny("Add", "Mul", "Sub", "Div", "Where"))
        {
            var operands = node.Inputs.Skip(node.OpType == "Where" ? 1 : 0).ToList();
            return operands.All(IsOperand) && operands.Any(input => input?.Constant is null);
        }

        var data = node.IsAny("Concat", "MatMul") ? node.Inputs : node.Inputs.Take(1);
        return data.All(input => input is { Initializer: null } && IsFloat(input)) && (node.OpType != "AveragePool" || node.Outputs.Count == 1);
    }

    private bool IsOperand(Value? input) =>
        input is not null && IsFloat(input)
        && (input.Constant is { } constant ? constant.Count > 0 && Array.TrueForAll(constant.ToFloats(), value => MathF.Abs(value) <= MaxConstant) : input.Initializer is null);

    private bool IsPassThrough(Node node)
    {
        if (node.Input(0) is not { Initializer: null } data || !IsFloat(data) || node.Outputs.Any(output => output is null))
        {
            return false;
        }

        return node.OpType switch
        {
            "MaxPool" => opset >= 12 && node.Outputs.Count == 1,
            "ReduceMax" or "ReduceMin" => opset >= 12,
            "Pad" => opset >= 13 && IsZeroPad(node),
            "Resize" => node.Text("mode", "nearest") == "nearest" && opset >= 13,
            "DepthToSpace" => opset >= 13,
            _ => true,
        };
    }

    /// <summary>Pad is not fused, but has an integer kernel: it is written on the quantized values, with the zero point as 0.</summary>
    private static bool IsZeroPad(Node node) =>
        node.Text("mode", "constant") != "constant" || node.Input(2) is null or { Constant: { Element: ElementType.Float, Count: 1 } } && (node.Input(2)?.Constant?.ToFloats()[0] ?? 0) == 0;

    private bool IsFloat(Value value) => (value.Constant?.Element ?? typeOf(value)?.Element) == ElementType.Float;
}
