using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;
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
        if (node.Input(1)?.Constant is not { Element: ElementType.Float } weight)
        {
            return null;
        }

        var same = written.Graph.Nodes.FirstOrDefault(other => other.Name == node.Name);
        var restored = same?.Input(1)?.Producer switch
        {
            _ when same?.OpType == "QAttention" => same is { } attention && attention.Input(1)?.Constant is { } stored && attention.Input(4)?.Constant is { } scales
                ? Scale(stored, scales.ToFloats(), index => index % stored.Shape[1]) : null,
            { OpType: "DequantizeLinear" } dequantize => Dequantize(dequantize),
            { OpType: "Cast" } cast => cast.Input(0)?.Constant?.ToFloats(),
            _ => Dynamic(node, weight, written),
        };
        if (restored is null || restored.Length != weight.Count)
        {
            return null;
        }

        var ratio = new SignalToNoise();
        ratio.Add(weight.AsSpan<float>(), restored);
        return ratio.Decibels;
    }

    private static float[]? Dequantize(Node node)
    {
        if (node.Input(0)?.Constant is not { Element: ElementType.Int8 } quantized || node.Input(1)?.Constant is not { Element: ElementType.Float } scale)
        {
            return null;
        }

        var shape = quantized.Shape;
        var axis = (int)node.Int("axis", 1);
        axis = axis < 0 ? axis + shape.Rank : axis;
        var inner = scale.Count == 1 ? 1 : Enumerable.Range(axis + 1, shape.Rank - axis - 1).Aggregate(1L, (count, dim) => count * shape[dim]);
        return Scale(quantized, scale.ToFloats(), index => index / inner);
    }

    /// <summary>[K, N] with a scale a column, as dynamic quantization stores it; the original may be transposed.</summary>
    private static float[]? Dynamic(Node node, TensorData weight, Model written)
    {
        var product = written.Graph.Nodes.FirstOrDefault(other => other.OpType == "MatMulInteger" && other.Name.StartsWith(node.Name + DynamicQuantization.ProductSuffix, StringComparison.Ordinal));
        if (product?.Input(1)?.Constant is not { Element: ElementType.Int8, Shape.Rank: 2 } quantized || DynamicChain.Scales(product)?.Constant is not { Element: ElementType.Float } scales)
        {
            return null;
        }

        var columns = quantized.Shape[1];
        var restored = Scale(quantized, scales.ToFloats(), index => index % columns);
        if (quantized.Shape.Equals(weight.Shape) && node.Int("transB", 0) == 0)
        {
            return restored;
        }

        var transposed = new float[restored.Length];
        for (var i = 0; i < restored.Length; i++)
        {
            transposed[i % columns * quantized.Shape[0] + i / columns] = restored[i];
        }

        return transposed;
    }

    private static float[] Scale(TensorData quantized, float[] scales, Func<long, long> channel)
    {
        var values = quantized.AsSpan<sbyte>();
        var result = new float[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[i] * scales[scales.Length == 1 ? 0 : (int)(channel(i) % scales.Length)];
        }

        return result;
    }
}
