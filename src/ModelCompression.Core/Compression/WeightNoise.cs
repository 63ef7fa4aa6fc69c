using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>The weights of a layer as a written file holds them, compared with the original's.</summary>
internal static class WeightNoise
{
    /// <summary>Signal-to-noise ratio of the weights of <paramref name="node"/> in the file; null when they are not found there in a form that can be read back.</summary>
    /// <param name="node">Node of the float graph.</param>
    /// <param name="written">The file, with the same names.</param>
    public static double? Decibels(Node node, Model written)
    {
        var ratio = new SignalToNoise();
        foreach (var index in WeightInputs.Of(node))
        {
            if (node.Input(index)?.Constant is not { Element: ElementType.Float or ElementType.Float16 } weight || RestoredWeights.Of(node, index, written) is not { } restored || restored.Length != weight.Count)
            {
                return null;
            }

            ratio.Add(weight.ToFloats(), restored);
        }

        return ratio.Decibels;
    }
}
