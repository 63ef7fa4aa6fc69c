using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>
/// Weights that a quantized layer and a node in floating point read both: the file then holds them twice. The layer is quantized all the same, since its speed is worth
/// more than the size of one tensor; a search for size compares whole files. The report says which tensor it is.
/// </summary>
internal static class SharedWeights
{
    /// <summary>A second copy of less is not worth a word.</summary>
    private const long MinBytes = 4096;

    /// <param name="layers">What was quantized.</param>
    /// <param name="original">The float graph, with the same names.</param>
    /// <returns>The layers, with a note where a weight is stored twice.</returns>
    public static IReadOnlyList<LayerChoice> Explain(IReadOnlyList<LayerChoice> layers, Model original)
    {
        var quantized = layers.Where(layer => layer.Scheme != "Float16").Select(layer => layer.Node).ToHashSet(StringComparer.Ordinal);
        var nodes = NodeNames.All(original).Where(node => quantized.Contains(node.Name)).ToDictionary(node => node.Name, StringComparer.Ordinal);
        return [.. layers.Select(layer => nodes.TryGetValue(layer.Node, out var node) && Note(node, quantized) is { } note
            ? layer with { Note = layer.Note is { } other ? $"{other}; {note}" : note } : layer)];
    }

    private static string? Note(Node node, HashSet<string> quantized)
    {
        foreach (var weight in WeightInputs.Of(node).Select(node.Input))
        {
            if (weight?.Constant is { Element: ElementType.Float or ElementType.Float16 } data && data.SizeBytes >= MinBytes && weight.Uses.FirstOrDefault(use => !quantized.Contains(use.Node.Name)).Node is { } reader)
            {
                return $"'{weight.Name}' stays in the file in floating point too, because '{reader.Name}' reads it there";
            }
        }

        return null;
    }
}
