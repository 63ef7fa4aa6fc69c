using System.Globalization;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Quantization;

/// <summary>One MatMul or Gemm whose weights are stored in blocks.</summary>
public sealed record BlockProduct(Node Node, Value Weight, BlockWeights Weights);

/// <summary>
/// x * W (+ b)  ->  MatMulNBits(x, W_q, s, z) (+ b), with s = Cast(s_q, float) * unit. The runtime folds the scales when it loads the model; its kernel takes them
/// as a constant.
/// </summary>
public sealed record WeightOnlyQuantization(IReadOnlyList<BlockProduct> Products) : PlannedQuantization
{
    /// <summary>What the name of a MatMulNBits with a bias behind it adds to that of the node it came from.</summary>
    internal const string ProductSuffix = "_product";

    private const string RuntimeDomain = "com.microsoft";

    /// <summary>Activations in 8 bits, sums in 32. Every other level computes in floating point, with 8-bit weights ten times slower than the original.</summary>
    private const long AccuracyLevel = 4;

    public override IReadOnlyList<LayerChoice> Choices => [.. Products.Select(product => new LayerChoice(product.Node.Name, product.Node.OpType, "WeightOnly", Note(product.Weights.Grid)) { Bits = product.Weights.Grid.Bits })];

    public override void Apply(GraphEditor edit)
    {
        edit.Model.Import(RuntimeDomain, 1);
        var stored = new Dictionary<(BlockWeights, float), (Value Codes, Value Scales, Value? ZeroPoints)>();
        foreach (var product in Products)
        {
            var node = product.Node;
            var alpha = node.OpType == "Gemm" ? node.Float("alpha", 1) : 1;
            if (!stored.TryGetValue((product.Weights, alpha), out var weights))
            {
                stored[(product.Weights, alpha)] = weights = Store(edit, product, alpha);
            }

            Replace(edit, product, weights);
        }
    }

    private static (Value Codes, Value Scales, Value? ZeroPoints) Store(GraphEditor edit, BlockProduct product, float alpha)
    {
        var (name, weights) = (product.Weight.Name, product.Weights);
        var units = Array.ConvertAll(weights.ScaleUnits, unit => NormalScale.Of(unit * alpha));
        var codes = edit.Constant(name + "_scale_codes", TensorData.Of(ElementType.Int8, new Shape(weights.Rows, weights.Blocks), weights.ScaleCodes));
        var anchor = edit.Model.Graph.Nodes.First();
        var steps = edit.Insert(anchor, "Cast", [codes], name + "_scale_steps", [Attribute.Int("to", (long)ElementType.Float)]);
        var unit = edit.Constant(name + "_scale_unit", TensorData.Floats(new Shape(weights.Rows, 1), units));
        return (
            edit.Constant(name + "_blocks", BlockPacking.Codes(weights)),
            edit.Insert(anchor, "Mul", [steps, unit], name + "_scale"),
            weights.Grid.Symmetric ? null : edit.Constant(name + "_zero_point", BlockPacking.ZeroPoints(weights)));
    }

    private static void Replace(GraphEditor edit, BlockProduct product, (Value Codes, Value Scales, Value? ZeroPoints) stored)
    {
        var (node, weights) = (product.Node, product.Weights);
        List<Value?> inputs = [node.Input(0), stored.Codes, stored.Scales];
        if (stored.ZeroPoints is { } zeroPoints)
        {
            inputs.Add(zeroPoints);
        }

        Attribute[] attributes =
        [
            Attribute.Int("K", weights.Columns), Attribute.Int("N", weights.Rows), Attribute.Int("bits", weights.Grid.Bits),
            Attribute.Int("block_size", weights.Grid.BlockSize), Attribute.Int("accuracy_level", AccuracyLevel),
        ];
        if (node.OpType == "Gemm" && node.Input(2) is { } bias)
        {
            var result = edit.Insert(node, "MatMulNBits", inputs, node.Name + ProductSuffix, attributes, RuntimeDomain);
            edit.Replace(node, "Add", [result, GemmBias.Scaled(edit, bias, node.Float("beta", 1), node.Name)]);
        }
        else
        {
            edit.Replace(node, "MatMulNBits", inputs, attributes, RuntimeDomain);
        }
    }

    private static string Note(BlockGrid grid) =>
        string.Create(CultureInfo.InvariantCulture, $"{grid.Bits} bits in blocks of {grid.BlockSize}{(grid.Symmetric ? "" : ", with zero points")}");
}
