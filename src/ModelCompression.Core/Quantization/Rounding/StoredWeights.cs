using ModelCompression.Ir;
using ModelCompression.Rewriting;

namespace ModelCompression.Quantization.Rounding;

/// <summary>Where the integers of a layer are kept in the model.</summary>
internal abstract class StoredWeights
{
    /// <summary>Rows and columns, in the order the kernel adds the columns up.</summary>
    public abstract IntegerWeights Read(WeightGrid grid);

    /// <summary>Puts the integers back; scales and limits are those that were read.</summary>
    public abstract void Write(GraphEditor edit, IntegerWeights weights);

    /// <summary>The weights of a node and the name of the float node it came from; null when they cannot be chosen anew.</summary>
    public static (StoredWeights Weights, string Name)? Of(Node node)
    {
        if (node.Is("MatMulInteger"))
        {
            return Int8Weights.OfDynamic(node) is { } dynamic && Without(node.Name, DynamicQuantization.ProductSuffix) is { } name ? (dynamic, name) : null;
        }

        if (node is { OpType: "MatMulNBits", Domain: "com.microsoft" })
        {
            return PackedBlocks.OfBlocks(node) is { } blocks ? (blocks, Without(node.Name, WeightOnlyQuantization.ProductSuffix) ?? node.Name) : null;
        }

        return node.IsAny("Conv", "Gemm", "MatMul") && Int8Weights.OfStatic(node) is { } fixedWeights ? (fixedWeights, node.Name) : null;
    }

    private static string? Without(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : null;
}
