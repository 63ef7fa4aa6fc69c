using ModelCompression.Analysis;
using ModelCompression.Quantization;

namespace ModelCompression.Compression;

/// <summary>What the quantizers of a recipe left in floating point, once a node: quantizers run one after the other, and what one leaves another may take.</summary>
internal static class SkippedNodes
{
    /// <param name="layers">What was quantized. Storage in half precision is computed in floating point, so its reasons are still told.</param>
    /// <param name="left">What each quantizer in turn left alone; an empty reason is not worth a word.</param>
    /// <param name="disobeyed">Wishes of the recipe that were not met; they come first, and stand for all other reasons of their node.</param>
    public static IReadOnlyList<Skipped> Of(IReadOnlyList<LayerChoice> layers, IReadOnlyList<Skipped> left, IReadOnlyList<Skipped> disobeyed)
    {
        var told = layers.Where(layer => layer.Scheme != "Float16").Select(layer => layer.Node).Concat(disobeyed.Select(item => item.Node)).ToHashSet(StringComparer.Ordinal);
        return [.. disobeyed, .. left.Where(item => item.Why.Length > 0 && !told.Contains(item.Node))
            .GroupBy(item => item.Node, StringComparer.Ordinal)
            .Select(node => new Skipped(node.Key, string.Join("; ", node.Select(item => item.Why).Distinct(StringComparer.Ordinal))))];
    }
}
