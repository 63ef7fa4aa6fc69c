using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Quantization;

/// <summary>One LSTM to be computed in integers: input and recurrence weights in the layout of the operator, one scale for each gate output of each direction.</summary>
public sealed record LstmProduct(Node Node, QuantizedWeights Input, QuantizedWeights Recurrence);

/// <summary>
/// LSTM(x, W, R, ...)  ->  DynamicQuantizeLSTM(x, W_q, R_q, ..., s_W, 0, s_R, 0) of the runtime, which quantizes x and the hidden state to u8 at every step.
/// Its weights are [directions, summands, 4 * hidden]: those of LSTM, [directions, 4 * hidden, summands], transposed.
/// </summary>
public sealed record LstmQuantization(IReadOnlyList<LstmProduct> Products) : PlannedQuantization
{
    private const string RuntimeDomain = "com.microsoft";

    private static readonly string[] KeptAttributes = ["activations", "activation_alpha", "activation_beta", "clip", "direction", "input_forget"];

    public override IReadOnlyList<LayerChoice> Choices =>
        [.. Products.Select(product => new LayerChoice(product.Node.Name, product.Node.OpType, "Dynamic", (product.Input with { GrownChannels = product.Input.GrownChannels + product.Recurrence.GrownChannels, Scales = [.. product.Input.Scales, .. product.Recurrence.Scales] }).Note))];

    public override void Apply(GraphEditor edit)
    {
        edit.Model.Import(RuntimeDomain, 1);
        foreach (var product in Products)
        {
            Replace(edit, product);
        }
    }

    private static void Replace(GraphEditor edit, LstmProduct product)
    {
        var node = product.Node;
        var input = Store(edit, node.Input(1), product.Input);
        var recurrence = Store(edit, node.Input(2), product.Recurrence);
        var hidden = node.Input(2)?.Constant?.Shape[2] ?? throw new InvalidOperationException($"{node} has no constant recurrence weights.");
        List<Value?> inputs =
        [
            node.Input(0), input.Matrix, recurrence.Matrix, node.Input(3), node.Input(4), node.Input(5), node.Input(6), null,
            input.Scales, input.ZeroPoints, recurrence.Scales, recurrence.ZeroPoints,
        ];
        var outputs = node.Outputs.Select(output => output is null ? null : new Value(output.Name, output.Type)).ToList();
        var attributes = node.Attributes.Where(attribute => KeptAttributes.Contains(attribute.Name)).Append(Attribute.Int("hidden_size", hidden));
        edit.InsertBefore(node, new Node("DynamicQuantizeLSTM", inputs, outputs, attributes, RuntimeDomain, node.Name));
        foreach (var (old, replacement) in node.Outputs.Zip(outputs))
        {
            if (old is not null && replacement is not null)
            {
                edit.ReplaceUses(old, replacement);
            }
        }

        edit.Remove(node);
    }

    private static (Value Matrix, Value Scales, Value ZeroPoints) Store(GraphEditor edit, Value? weight, QuantizedWeights quantized)
    {
        var shape = weight?.Constant?.Shape ?? throw new InvalidOperationException("The weights of an LSTM are not constant.");
        var (directions, outputs, summands) = ((int)shape[0], (int)shape[1], (int)shape[2]);
        var transposed = new sbyte[quantized.Values.Length];
        for (var i = 0; i < transposed.Length; i++)
        {
            var (direction, summand, output) = (i / (summands * outputs), i / outputs % summands, i % outputs);
            transposed[i] = quantized.Values[(((direction * outputs) + output) * summands) + summand];
        }

        var perChannel = new Shape(directions, outputs);
        return (
            edit.Constant(weight.Name + "_quantized", TensorData.Of(ElementType.Int8, new Shape(directions, summands, outputs), transposed)),
            edit.Constant(weight.Name + "_scale", TensorData.Floats(perChannel, quantized.Scales)),
            edit.Constant(weight.Name + "_zero_point", TensorData.Of(ElementType.Int8, perChannel, new sbyte[perChannel.Count])));
    }
}
