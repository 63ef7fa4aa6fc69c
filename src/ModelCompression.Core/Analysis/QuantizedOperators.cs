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

    /// <summary>
    /// The first node that computes in integers, dequantizes stored weights, or takes up what a QuantizeLinear made; null for a float model. A DequantizeLinear of a
    /// graph input and a QuantizeLinear of a result are pre- and postprocessing, and do not count.
    /// </summary>
    public static Node? First(Model model) => model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).FirstOrDefault(IsQuantized);

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
