using System.Globalization;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Which operators a scheme would slow down, from the operator and its shapes alone. Measured operator by operator at one thread on a CPU with VNNI and 512-bit
/// vectors, ONNX Runtime 1.31.1 (the benchmark <c>schemes</c>). Dynamic products: 0.74 to 0.98 of the original's speed below 2^17 multiplications, 1.09 to 1.76 from
/// there on; with one row the weights do not stay in the cache and 2^16 are enough. Blocks: 0.4 to 0.97 below 2^17 weights and 1.1 to 1.2 from 2^18 on when there are
/// several rows, 1.1 from 2^16 weights with one row. LSTM: 0.7 to 0.87 up to 8,192 weights, 1.3 at 32,768. Attention: 0.87 and 0.92
/// at 12,288 and 49,152 multiplications of its projections, 1.0 to 1.2 at 2^17 and above with 64 channels, 1.4 to 3.3 with 128 to 768 (sequences of 1 to 384), so the
/// limits of dynamic products hold for it too. Static
/// convolutions with groups of 8 channels: 0.66 and 0.72 (one and two axes). A node that a rule of the recipe assigns to a scheme is
/// never left out.
/// </summary>
public static class SchemeCost
{
    private const long MinProductsOfRows = 1 << 17;
    private const long MinProductsOfOneRow = 1 << 16;
    private const long MinRecurrentWeights = 1 << 14;

    private const long MaxGroupChannels = 8;

    /// <summary>Assumed for a dimension of unknown size other than the first, which is taken for a batch of one.</summary>
    private const long UnknownSize = 32;

    /// <summary>Why dynamic quantization would slow the MatMul or Gemm down, or null.</summary>
    public static string? OfDynamic(Node node, NodeSettings settings, Func<Value, TensorType?> typeOf)
    {
        var (rows, weights) = SizeOf(node, typeOf);
        return IsAssigned(settings) || rows * weights >= (rows == 1 ? MinProductsOfOneRow : MinProductsOfRows) ? null : Reason(weights, rows, "quantizing its input costs more time than the integer product saves");
    }

    /// <summary>Why weights in blocks would slow the MatMul or Gemm down, or null.</summary>
    public static string? OfBlocks(Node node, NodeSettings settings, Func<Value, TensorType?> typeOf)
    {
        var (rows, weights) = SizeOf(node, typeOf);
        return IsAssigned(settings) || weights >= (rows == 1 ? MinProductsOfOneRow : MinProductsOfRows) ? null : Reason(weights, rows, "the product of blocks is slower than that of floats");
    }

    /// <summary>Why the integer kernel would slow the LSTM down, or null.</summary>
    public static string? OfLstm(Node node, NodeSettings settings)
    {
        var weights = (node.Input(1)?.Constant?.Count ?? 0) + (node.Input(2)?.Constant?.Count ?? 0);
        return IsAssigned(settings) || weights >= MinRecurrentWeights ? null : Reason(weights, 1, "quantizing its state at every step costs more time than the integer product saves");
    }

    /// <summary>Why the integer kernel would slow a convolution with several channels in each of its groups down, or null.</summary>
    public static string? OfGroups(Node conv)
    {
        var channels = conv.Input(1)?.Constant?.Shape[1] ?? 0;
        return conv.Int("group", 1) > 1 && channels is > 1 and <= MaxGroupChannels
            ? string.Create(CultureInfo.InvariantCulture, $"it has groups of {channels} channels: the runtime multiplies one small integer matrix for each group, which is slower than its float kernel")
            : null;
    }

    private static bool IsAssigned(NodeSettings settings) => settings.Scheme.Length > 0;

    private static (long Rows, long Weights) SizeOf(Node node, Func<Value, TensorType?> typeOf)
    {
        var dims = node.Input(0) is { } input ? typeOf(input)?.Dims : null;
        var rows = dims is null ? UnknownSize : dims.SkipLast(1).Select((dim, i) => dim.Size ?? (i == 0 ? 1 : UnknownSize)).Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue));
        return (rows, node.Input(1)?.Constant?.Count ?? 0);
    }

    private static string Reason(long weights, long rows, string why) =>
        string.Create(CultureInfo.InvariantCulture, $"it is small ({weights} weights, {rows} {(rows == 1 ? "row" : "rows")} at a time): {why}");
}
