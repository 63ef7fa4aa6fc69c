using ModelCompression.Ir;

namespace ModelCompression.Quantization;

/// <summary>Finds out which planned nodes the runtime really computes in integers.</summary>
public static class FusionCheck
{
    private static readonly string[] FloatForms = ["Conv", "Gemm", "MatMul", "FusedConv", "FusedGemm", "FusedMatMul", "Add", "Mul", "Concat", "AveragePool", "GlobalAveragePool", "Sigmoid", "LeakyRelu"];

    /// <param name="optimized">The graph the runtime made of the written file.</param>
    /// <param name="layers">What was planned.</param>
    /// <returns>Names of statically quantized nodes that still compute in float between DequantizeLinear and QuantizeLinear.</returns>
    public static IReadOnlyList<string> Unfused(Model optimized, IReadOnlyList<LayerChoice> layers)
    {
        var planned = layers.Where(layer => layer.Scheme == "Static").Select(layer => layer.Node).ToHashSet(StringComparer.Ordinal);
        return [.. optimized.Graph.Nodes
            .Where(node => FloatForms.Contains(node.OpType) && planned.Contains(node.Name) && node.Inputs.Any(input => input?.Producer?.OpType == "DequantizeLinear"))
            .Select(node => node.Name)
            .Distinct(StringComparer.Ordinal)];
    }
}
