using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Quantization.Saturation;

namespace ModelCompression.Compression;

/// <summary>Warns about a model whose int8 results depend on the CPU.</summary>
public static class SaturationWarning
{
    /// <param name="name">The model as the user named it.</param>
    public static void Report(Model model, string name, IDiagnostics diagnostics)
    {
        var (products, layers) = PairSaturation.Of(model);
        if (layers.Count > 0)
        {
            var worst = layers.MaxBy(layer => layer.IsKnown ? (double)layer.RiskyPairs / layer.Pairs : 0) ?? layers[0];
            diagnostics.Report(Diagnostic.Warning(Codes.CanSaturate,
                $"Model '{name}': {layers.Count} of {products} int8 products can saturate on x64 CPUs without VNNI, so its results depend on the CPU "
                + $"(worst: {Describe(worst)}). Compress the float original with Target=Portable, or run with session.x64quantprecision=1."));
        }
    }

    /// <summary>One line about one layer.</summary>
    public static string Describe(SaturatingLayer layer) => layer.IsKnown
        ? FormattableString.Invariant($"{layer.Operator} '{layer.Node}': {(double)layer.RiskyPairs / layer.Pairs:0.0%} of {layer.Pairs} pairs of weights in {layer.RiskyRows} of {layer.Rows} rows")
        : $"{layer.Operator} '{layer.Node}': the s8 operand is computed at run time";
}
