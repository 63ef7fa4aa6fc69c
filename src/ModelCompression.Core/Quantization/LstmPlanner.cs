using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>Which LSTMs the runtime's integer kernel takes, and their quantized weights.</summary>
public static class LstmPlanner
{
    private const int MinOpset = 7;

    private static readonly string[] DefaultActivations = ["Sigmoid", "Tanh", "Tanh"];

    /// <summary>Why the node stays as it is, or null.</summary>
    public static string? Problem(Model model, Node node)
    {
        if (!node.Is("LSTM"))
        {
            return $"the runtime has no integer kernel for {node.OpType}";
        }

        if (model.Opset < MinOpset)
        {
            return $"the integer kernel of LSTM has the form of opset {MinOpset}, the model has {model.Opset}";
        }

        return WeightProblem(node.Input(1), "input") ?? WeightProblem(node.Input(2), "recurrence") ?? FormProblem(node);
    }

    /// <summary>
    /// Rows are the gate outputs of all directions, columns the summands: the kernel multiplies [steps, summands] by [summands, gate outputs] for the input weights
    /// once and for the recurrence weights at every step, both with u8 activations, so pairs of neighbouring summands must be safe in both.
    /// </summary>
    /// <param name="clip">How far the weights of a row are clipped; null for not at all.</param>
    public static LstmProduct Quantize(Node node, NodeSettings settings, bool pairSafe, WeightClip? clip = null) =>
        new(node, Quantize(node.Input(1), settings, pairSafe, clip), Quantize(node.Input(2), settings, pairSafe, clip));

    private static QuantizedWeights Quantize(Value? weight, NodeSettings settings, bool pairSafe, WeightClip? clip)
    {
        var data = weight?.Constant ?? throw new InvalidOperationException("The weights of an LSTM are not constant.");
        var summands = (int)data.Shape[2];
        var rows = new WeightRows((int)(data.Shape[0] * data.Shape[1]), summands, (row, column) => (row * summands) + column, true);
        return new WeightQuantizer(settings.PerChannel, pairSafe, settings.WeightBits) { Clip = clip }.Quantize(data.AsSpan<float>(), rows);
    }

    private static string? WeightProblem(Value? weight, string which)
    {
        if (weight?.Constant is not { Element: ElementType.Float, Shape.Rank: 3 } data)
        {
            return $"the {which} weights are not a constant of type Float";
        }

        return data.AsSpan<float>().ContainsNonFinite() ? $"the {which} weights hold values that are not finite" : null;
    }

    private static string? FormProblem(Node node)
    {
        if (node.Input(7) is not null)
        {
            return "it has peepholes, which the integer kernel is not used with";
        }

        if (node.Int("layout", 0) != 0)
        {
            return "its layout puts the batch first, which the integer kernel does not know";
        }

        return IsDefault(node.Attribute("activations")) ? null : "it has activations other than Sigmoid, Tanh, Tanh";
    }

    private static bool IsDefault(Ir.Attribute? activations) =>
        activations?.Value is not ReadOnlyMemory<byte>[] names
        || names.Select((name, i) => System.Text.Encoding.UTF8.GetString(name.Span).Equals(DefaultActivations[i % DefaultActivations.Length], StringComparison.OrdinalIgnoreCase)).All(same => same);
}
