using ModelCompression.Ir;

namespace ModelCompression.Compression;

/// <summary>Which inputs of an operator are its weights.</summary>
internal static class WeightInputs
{
    /// <returns>Positions; operators without weights have theirs too, and nothing constant there.</returns>
    public static IReadOnlyList<int> Of(Node node) => node.Is("Gather") ? [0] : node.Is("LSTM") ? [1, 2] : [1];
}
