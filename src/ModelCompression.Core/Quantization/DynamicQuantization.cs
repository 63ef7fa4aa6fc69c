using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Quantization;

/// <summary>One MatMul or Gemm to be computed in integers.</summary>
/// <param name="Weights">Quantized in the layout of <paramref name="Weight"/>, one scale per output column.</param>
public sealed record DynamicProduct(Node Node, Value Weight, bool Transposed, QuantizedWeights Weights);

/// <summary>
/// x * W (+ b)  ->  (x_q, s_x, z_x) = DynamicQuantizeLinear(x); Cast(MatMulInteger(x_q, W_q, z_x)) * (s_x * s_w) (+ b).
/// The runtime fuses this chain into one kernel. DynamicQuantizeLinear is made once for each x.
/// </summary>
public sealed record DynamicQuantization(IReadOnlyList<DynamicProduct> Products) : PlannedQuantization
{
    /// <summary>What the name of a MatMulInteger adds to that of the node it came from.</summary>
    internal const string ProductSuffix = "_integer";

    public override IReadOnlyList<LayerChoice> Choices => [.. Products.Select(product => new LayerChoice(product.Node.Name, product.Node.OpType, "Dynamic", product.Weights.Note) { Bits = product.Weights.Bits })];

    public override void Apply(GraphEditor edit)
    {
        var inputs = new Dictionary<(Value, Graph), (Value Quantized, Value Scale, Value ZeroPoint)>();
        var weights = new Dictionary<(QuantizedWeights, float), (Value Matrix, Value Scales)>();
        foreach (var product in Products)
        {
            var node = product.Node;
            var alpha = node.OpType == "Gemm" ? node.Float("alpha", 1) : 1;
            var x = node.Input(0) ?? throw new InvalidOperationException($"{node} has no input.");
            var graph = node.Graph ?? throw new InvalidOperationException($"{node} is in no graph.");
            if (!inputs.TryGetValue((x, graph), out var quantized))
            {
                inputs[(x, graph)] = quantized = QuantizeInput(edit, node, x);
            }

            var key = (product.Weights, alpha);
            if (!weights.TryGetValue(key, out var stored))
            {
                weights[key] = stored = StoreWeights(edit, product, alpha);
            }

            Replace(edit, node, quantized, stored);
        }
    }

    private static (Value Quantized, Value Scale, Value ZeroPoint) QuantizeInput(GraphEditor edit, Node anchor, Value x)
    {
        var outputs = new[] { new Value(x.Name + "_quantized"), new Value(x.Name + "_scale"), new Value(x.Name + "_zero_point") };
        edit.InsertBefore(anchor, new Node("DynamicQuantizeLinear", [x], outputs, [], "", x.Name + "_quantize"));
        return (outputs[0], outputs[1], outputs[2]);
    }

    private static (Value Matrix, Value Scales) StoreWeights(GraphEditor edit, DynamicProduct product, float alpha)
    {
        var shape = product.Weight.Constant?.Shape ?? throw new InvalidOperationException($"{product.Weight} is not constant.");
        var values = product.Transposed ? Transpose(product.Weights.Values, (int)shape[0], (int)shape[1]) : product.Weights.Values;
        var matrix = product.Transposed ? new Shape(shape[1], shape[0]) : shape;
        var scales = Array.ConvertAll(product.Weights.Scales, scale => NormalScale.Of(scale * alpha));
        var perTensor = scales.Distinct().Count() == 1;
        return (
            edit.Constant(product.Weight.Name + "_quantized", TensorData.Of(ElementType.Int8, matrix, values)),
            edit.Constant(product.Weight.Name + "_scale", perTensor ? TensorData.Floats(new Shape(1), scales[0]) : TensorData.Floats(new Shape(scales.Length), scales)));
    }

    private static void Replace(GraphEditor edit, Node node, (Value Quantized, Value Scale, Value ZeroPoint) x, (Value Matrix, Value Scales) weights)
    {
        var name = node.Name;
        var product = edit.Insert(node, "MatMulInteger", [x.Quantized, weights.Matrix, x.ZeroPoint], name + ProductSuffix);
        var real = edit.Insert(node, "Cast", [product], name + "_cast", [Attribute.Int("to", (long)ElementType.Float)]);
        var scale = edit.Insert(node, "Mul", [x.Scale, weights.Scales], name + "_scales");
        if (node.OpType == "Gemm" && node.Input(2) is { } bias)
        {
            var scaled = edit.Insert(node, "Mul", [real, scale], name + "_product");
            edit.Replace(node, "Add", [scaled, GemmBias.Scaled(edit, bias, node.Float("beta", 1), name)]);
        }
        else
        {
            edit.Replace(node, "Mul", [real, scale]);
        }
    }

    private static sbyte[] Transpose(sbyte[] values, int rows, int columns)
    {
        var result = new sbyte[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[column * rows + row] = values[row * columns + column];
            }
        }

        return result;
    }
}
