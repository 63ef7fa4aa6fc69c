using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>One Attention of the runtime whose product with the query, key and value weights is to be computed in integers.</summary>
/// <param name="Weights">[inputs, 3 * hidden] row by row, one scale a column or one for all.</param>
public sealed record AttentionProduct(Node Node, QuantizedWeights Weights);

/// <summary>
/// Attention(x, W, b, mask, past)  ->  QAttention(x_q, W_q, b, s_x, s_W, mask, z_x, 0, past) with x_q, s_x, z_x = DynamicQuantizeLinear(x): the projections are integer
/// products, the attention itself stays float.
/// </summary>
public sealed record AttentionQuantization(IReadOnlyList<AttentionProduct> Products) : PlannedQuantization
{
    private const string RuntimeDomain = "com.microsoft";

    /// <summary>Attributes that the integer operator has too.</summary>
    private static readonly string[] KeptAttributes = ["mask_filter_value", "num_heads", "scale", "unidirectional"];

    /// <summary>Inputs of Attention behind mask and past, which the integer operator lacks.</summary>
    private const int FirstUnknownInput = 5;

    public override IReadOnlyList<LayerChoice> Choices =>
        [.. Products.Select(product => new LayerChoice(product.Node.Name, product.Node.OpType, "Dynamic", product.Weights.Note) { Bits = product.Weights.Bits })];

    /// <summary>Why the integer operator cannot stand for the node, or null.</summary>
    public static string? Problem(Node node)
    {
        if (MatrixWeight.Problem(node) is { } problem)
        {
            return problem;
        }

        if (node.Input(2) is null)
        {
            return "it has no bias, which the integer operator needs";
        }

        if (node.Inputs.Skip(FirstUnknownInput).Any(input => input is not null))
        {
            return "it has a bias of the attention or a shared past, which the integer operator does not take";
        }

        return node.Attributes.FirstOrDefault(attribute => !KeptAttributes.Contains(attribute.Name) && attribute.Value is not 0L) is { } unknown
            ? $"the integer operator does not have its attribute '{unknown.Name}'"
            : null;
    }

    public override void Apply(GraphEditor edit)
    {
        foreach (var product in Products)
        {
            Replace(edit, product);
        }
    }

    private static void Replace(GraphEditor edit, AttentionProduct product)
    {
        var (node, weights) = product;
        var (weight, x) = (node.Input(1), node.Input(0));
        var shape = weight?.Constant?.Shape ?? throw new InvalidOperationException($"{node} has no constant weights.");
        var name = node.Name;
        Value[] quantized = [new(name + "_input_quantized"), new(name + "_input_scale"), new(name + "_input_zero_point")];
        edit.InsertBefore(node, new Node("DynamicQuantizeLinear", [x], quantized, [], "", name + "_quantize"));
        var isPerTensor = weights.Scales.Distinct().Count() == 1;
        List<Value?> inputs =
        [
            quantized[0],
            edit.Constant(weight.Name + "_quantized", TensorData.Of(ElementType.Int8, shape, weights.Values)),
            node.Input(2),
            quantized[1],
            edit.Constant(weight.Name + "_scale", isPerTensor ? TensorData.Scalar(weights.Scales[0]) : TensorData.Floats(new Shape(weights.Scales.Length), weights.Scales)),
            node.Input(3),
            quantized[2],
            edit.Constant(weight.Name + "_zero_point", TensorData.Of(ElementType.Int8, Shape.Scalar, [(sbyte)0])),
            node.Input(4),
        ];
        var outputs = node.Outputs.Select(output => output is null ? null : new Value(output.Name, output.Type)).ToList();
        edit.InsertBefore(node, new Node("QAttention", inputs, outputs, node.Attributes.Where(attribute => KeptAttributes.Contains(attribute.Name)), RuntimeDomain, name));
        foreach (var (old, replacement) in node.Outputs.Zip(outputs))
        {
            if (old is not null && replacement is not null)
            {
                edit.ReplaceUses(old, replacement);
            }
        }

        edit.Remove(node);
    }
}
