using ModelCompression.Ir;

namespace ModelCompression.Quantization;

/// <summary>Finds out which planned nodes the runtime really computes in integers.</summary>
public static class FusionCheck
{
    private const string StaticScheme = "Static";

    /// <param name="optimized">The graph the runtime made of the written file.</param>
    /// <param name="layers">What was planned.</param>
    /// <returns>
    /// Names of statically quantized nodes that were not fused: they still read what a DequantizeLinear made, or (fused with their activation under another name) the
    /// DequantizeLinear of their weight is still there.
    /// </returns>
    public static IReadOnlyList<string> Unfused(Model optimized, IReadOnlyList<LayerChoice> layers)
    {
        var planned = Planned(layers).ToHashSet(StringComparer.Ordinal);
        return [.. optimized.Graph.Nodes
            .Select(node => node.OpType == "DequantizeLinear" ? OwnerOfWeight(node.Name, planned)
                : planned.Contains(node.Name) && node.Inputs.Any(input => input?.Producer?.OpType == "DequantizeLinear") ? node.Name
                : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The statically quantized nodes of a plan.</summary>
    public static IReadOnlyList<string> Planned(IReadOnlyList<LayerChoice> layers) =>
        [.. layers.Where(layer => layer.Scheme == StaticScheme).Select(layer => layer.Node)];

    private static string? OwnerOfWeight(string dequantize, HashSet<string> planned) =>
        dequantize.IndexOf(StaticQuantization.WeightSuffix, StringComparison.Ordinal) is > 0 and var end && planned.Contains(dequantize[..end]) ? dequantize[..end] : null;
}
