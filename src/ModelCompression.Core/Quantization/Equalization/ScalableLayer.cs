using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// A Conv, Gemm or rank-2 MatMul with constant weights, seen as y[o] = sum over i, k of W[o, i, k] x[i] + b[o]: its output channels and the input features it reads
/// may be scaled by changing its constants alone.
/// </summary>
public sealed class ScalableLayer
{
    private readonly int _kernel;
    private readonly int _outputsPerGroup;
    private readonly bool _inputFirst;

    private ScalableLayer(Node node, TensorData weight, bool inputFirst, int group)
    {
        Node = node;
        Weight = weight;
        _inputFirst = inputFirst;
        Outputs = (int)weight.Shape[inputFirst ? 1 : 0];
        InputsPerGroup = (int)weight.Shape[inputFirst ? 0 : 1];
        Inputs = InputsPerGroup * group;
        _outputsPerGroup = Outputs / group;
        _kernel = (int)(weight.Count / Math.Max(1L, (long)Outputs * InputsPerGroup));
    }

    public Node Node { get; }

    public TensorData Weight { get; }

    public int Outputs { get; }

    /// <summary>Input features of the whole layer.</summary>
    public int Inputs { get; }

    /// <summary>Input features one output sees.</summary>
    public int InputsPerGroup { get; }

    /// <summary>True when every output reads one input channel alone: scaling it then costs no weight precision.</summary>
    public bool IsDepthwise => InputsPerGroup == 1;

    public float[]? Bias => Node.Is("MatMul") ? null : Node.Input(2)?.Constant?.ToFloats();

    /// <summary>Null with the reason when the node's constants must not be changed.</summary>
    public static (ScalableLayer? Layer, string? Why) Of(Node node)
    {
        if (!node.IsAny("Conv", "Gemm", "MatMul"))
        {
            return (null, null);
        }

        if (node.Input(1) is not { Constant: { Element: ElementType.Float, Count: > 0 } weight } value)
        {
            return (null, "its weight is no float constant");
        }

        if (value.Uses.Count > 1 || value.IsGraphOutput)
        {
            return (null, "its weight is shared");
        }

        if (weight.AsSpan<float>().ContainsNonFinite())
        {
            return (null, "its weight holds values that are not finite");
        }

        return node.Is("Conv") ? OfConv(node, weight) : OfMatrix(node, weight);
    }

    /// <summary>Output channel and input feature of a weight.</summary>
    /// <param name="index">Position in the row-major weight tensor.</param>
    public (int Output, int Input) At(int index)
    {
        if (_inputFirst)
        {
            return (index % Outputs, index / Outputs);
        }

        var row = index / _kernel;
        var output = row / InputsPerGroup;
        return (output, FirstInput(output) + (row % InputsPerGroup));
    }

    /// <summary>The first input feature an output sees; it sees <see cref="InputsPerGroup"/> from there.</summary>
    public int FirstInput(int output) => output / _outputsPerGroup * InputsPerGroup;

    private static (ScalableLayer?, string?) OfConv(Node node, TensorData weight)
    {
        var group = node.Int("group", 1);
        if (weight.Shape.Rank < 3 || group < 1 || weight.Shape[0] % group != 0)
        {
            return (null, "its weight does not have the form of a convolution's");
        }

        return HasChannelBias(node, weight.Shape[0]) ? (new ScalableLayer(node, weight, inputFirst: false, (int)group), null) : (null, "its bias is no constant of the output channels");
    }

    private static (ScalableLayer?, string?) OfMatrix(Node node, TensorData weight)
    {
        if (weight.Shape.Rank != 2 || node.Int("transA", 0) != 0)
        {
            return (null, "it does not multiply rows by a matrix");
        }

        var layer = new ScalableLayer(node, weight, inputFirst: node.Int("transB", 0) == 0, group: 1);
        if (node.Is("Gemm") && (node.Float("alpha", 1) != 1 || node.Float("beta", 1) != 1))
        {
            return (null, "alpha or beta is not 1");
        }

        return node.Is("MatMul") || HasChannelBias(node, layer.Outputs) ? (layer, null) : (null, "its bias is no constant of the output channels");
    }

    private static bool HasChannelBias(Node node, long outputs) => node.Input(2) switch
    {
        null => true,
        { Constant: { Element: ElementType.Float } bias } => bias.Count == outputs && bias.Shape.Rank > 0 && bias.Shape[bias.Shape.Rank - 1] == outputs && !bias.AsSpan<float>().ContainsNonFinite(),
        _ => false,
    };
}
