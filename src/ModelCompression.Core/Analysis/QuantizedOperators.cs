using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Analysis;

/// <summary>Tells a model that was quantized before.</summary>
public static class QuantizedOperators
{
    private static readonly string[] Integer =
    [
        "ConvInteger", "DynamicQuantizeLinear", "DynamicQuantizeLSTM", "DynamicQuantizeMatMul", "GatherBlockQuantized", "MatMulBnb4", "MatMulFpQ4", "MatMulInteger",
        "MatMulInteger16", "MatMulIntegerToFloat", "MatMulNBits", "QAttention", "QEmbedLayerNormalization", "QGemm", "QMoE",
    ];

    private static readonly string[] Blocks = ["GatherBlockQuantized", "MatMulBnb4", "MatMulFpQ4", "MatMulNBits"];

    /// <summary>
    /// The first node that computes in integers, dequantizes stored weights, or takes up what a QuantizeLinear made; null for a float model. A DequantizeLinear of a
    /// graph input and a QuantizeLinear of a result are pre- and postprocessing, and do not count.
    /// </summary>
    public static Node? First(Model model) => model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).FirstOrDefault(IsQuantized);

    /// <summary>
    /// How a model is stored, as identifiers of the schemes that make such files: Static, Dynamic, WeightOnly, Embedding, Float16; none for a plain float model. Integers
    /// whose scale is not found at run time count as Static.
    /// </summary>
    public static IReadOnlyList<string> Schemes(Model model)
    {
        var nodes = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => node.Domain is "" or "com.microsoft").ToList();
        var quantized = nodes.Where(IsQuantized).ToList();
        var dynamic = quantized.Exists(node => node.OpType.StartsWith("DynamicQuantize", StringComparison.Ordinal));
        var weights = quantized.Where(node => Blocks.Contains(node.OpType) || (node.OpType == "DequantizeLinear" && node.Input(0)?.Initializer is not null)).ToList();
        var integer = quantized.Except(weights).ToList();
        var isStatic = integer.Exists(node => node.OpType is "DequantizeLinear" or "QGemm" || node.OpType.StartsWith("QLinear", StringComparison.Ordinal)) || (integer.Count > 0 && !dynamic);
        (string Scheme, bool Found)[] found =
        [
            ("Static", isStatic),
            ("Dynamic", dynamic),
            ("WeightOnly", weights.Exists(node => node.OpType == "DequantizeLinear" ? !isStatic : node.OpType != "GatherBlockQuantized")),
            ("Embedding", nodes.Exists(node => node.OpType is "GatherBlockQuantized" || (node.Is("Gather") && node.Input(0)?.Initializer is { Element: ElementType.Int8 or ElementType.UInt8, Shape.Rank: > 1 }))),
            ("Float16", nodes.Exists(node => node.Is("Cast") && node.Input(0)?.Initializer is { Element: ElementType.Float16 })),
        ];
        return [.. found.Where(item => item.Found).Select(item => item.Scheme)];
    }

    private static bool IsQuantized(Node node)
    {
        if (node.Domain is not ("" or "com.microsoft"))
        {
            return false;
        }

        if (node.OpType == "DequantizeLinear")
        {
            return node.Input(0) is { Initializer: { Count: > 1, Element: not ElementType.Int32 } } or { Producer.OpType: "QuantizeLinear" };
        }

        return Integer.Contains(node.OpType) || node.OpType.StartsWith("QLinear", StringComparison.Ordinal) || node.OpType.StartsWith("QOrdered", StringComparison.Ordinal);
    }
}
