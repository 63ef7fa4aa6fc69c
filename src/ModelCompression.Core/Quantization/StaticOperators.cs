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

    private readonly UnweightedOperators _unweighted = new(opset, typeOf, target);

    /// <summary>The role of a node, or null with the reason when it has an integer form that cannot be used; without one when it has none.</summary>
    public (StaticKind? Kind, string? Why) Classify(Node node)
    {
        var (kind, why) = node switch
        {
            { Domain.Length: > 0 } => (null, null),
            { OpType: "Conv" } => Weighted(node, ConvProblem(node)),
            { OpType: "Gemm" } => Weighted(node, GemmProblem(node)),
            { OpType: "MatMul" } when node.Input(1) is { Initializer: not null } => Weighted(node, MatMulProblem(node)),
            { OpType: "ConvTranspose" } => (null, "the runtime has no integer ConvTranspose"),
            _ => _unweighted.Classify(node),
        };
        return kind is not null && target.Operators?.Contains(node.OpType) == false ? (null, "the target computes it in float") : (kind, why);
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
}
