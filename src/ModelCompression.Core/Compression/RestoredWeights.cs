using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>The real numbers that a written file computes with in place of a constant input, whatever form they are stored in.</summary>
internal static class RestoredWeights
{
    /// <summary>Where DynamicQuantizeLSTM takes the scales of its input weights; those of the recurrence are two further.</summary>
    private const int FirstScale = 8;

    /// <summary>In the layout of the original input; null when the file does not hold them in a form that is known here.</summary>
    /// <param name="node">Node of the float graph.</param>
    /// <param name="index">Which of its inputs.</param>
    /// <param name="written">The file, with the same names.</param>
    public static float[]? Of(Node node, int index, Model written)
    {
        if (node.Input(index)?.Constant is not { } weight)
        {
            return null;
        }

        var same = Find(written, other => other.Name == node.Name);
        return same?.OpType switch
        {
            "QAttention" => Columns(same.Input(1)?.Constant, same.Input(4)?.Constant),
            "DynamicQuantizeLSTM" => Recurrent(weight.Shape, same.Input(index)?.Constant, same.Input(FirstScale + (2 * (index - 1)))?.Constant),
            _ => (same?.OpType == node.OpType ? same.Input(index)?.Producer : null) switch
            {
                { OpType: "DequantizeLinear" } dequantize => Dequantize(dequantize),
                { OpType: "Cast" } cast when cast.Input(0)?.Constant is { Element: ElementType.Float or ElementType.Float16 } half => half.ToFloats(),
                _ => node.Is("Gather") ? Rows(same) : Blocks(node, weight, written) ?? Dynamic(node, weight, written),
            },
        };
    }

    private static Node? Find(Model written, Func<Node, bool> matches) => NodeNames.All(written).FirstOrDefault(matches);

    private static float[]? Dequantize(Node node)
    {
        if (node.Input(1)?.Constant is not { Element: ElementType.Float } scale || (node.Input(0)?.Constant ?? QuantizedLater(node, scale)) is not { Element: ElementType.Int8 } quantized)
        {
            return null;
        }

        var inner = InnerCount(node, quantized.Shape, scale);
        return Scale(quantized, scale.ToFloats(), index => index / inner);
    }

    /// <summary>The integers of a float weight in front of QuantizeLinear and DequantizeLinear, as the operator's definition rounds them; null for anything else.</summary>
    private static TensorData? QuantizedLater(Node dequantize, TensorData scale)
    {
        if (dequantize.Input(0)?.Producer is not { OpType: "QuantizeLinear" } quantize || quantize.Input(0)?.Constant is not { Element: ElementType.Float } weight
            || quantize.Input(1) != dequantize.Input(1) || quantize.Input(2)?.Constant is not { Element: ElementType.Int8 } zero || zero.AsSpan<sbyte>().ContainsAnyExcept((sbyte)0))
        {
            return null;
        }

        var values = weight.AsSpan<float>();
        var (steps, inner) = (scale.ToFloats(), InnerCount(dequantize, weight.Shape, scale));
        var result = new sbyte[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / steps[steps.Length == 1 ? 0 : (int)(i / inner % steps.Length)], MidpointRounding.ToEven), sbyte.MinValue, sbyte.MaxValue);
        }

        return TensorData.Of(ElementType.Int8, weight.Shape, result);
    }

    /// <summary>Elements that lie next to each other and share a scale.</summary>
    private static long InnerCount(Node node, Shape shape, TensorData scale)
    {
        var axis = (int)node.Int("axis", 1);
        axis = axis < 0 ? axis + shape.Rank : axis;
        return scale.Count == 1 ? 1 : Enumerable.Range(axis + 1, shape.Rank - axis - 1).Aggregate(1L, (count, dim) => count * shape[dim]);
    }

    /// <summary>[K, N] with a scale a column.</summary>
    private static float[]? Columns(TensorData? quantized, TensorData? scales) =>
        quantized is { Element: ElementType.Int8, Shape.Rank: 2 } && scales is { Element: ElementType.Float } ? Scale(quantized, scales.ToFloats(), index => index % quantized.Shape[1]) : null;

    /// <summary>Columns, as dynamic quantization stores them; the original may be transposed, and its factor alpha is part of the scales.</summary>
    private static float[]? Dynamic(Node node, TensorData weight, Model written)
    {
        var product = Find(written, other => other.OpType == "MatMulInteger" && other.Name.StartsWith(node.Name + DynamicQuantization.ProductSuffix, StringComparison.Ordinal));
        if (product?.Input(1)?.Constant is not { } quantized || Columns(quantized, DynamicChain.Scales(product)?.Constant) is not { } restored || weight.Shape.Rank != 2)
        {
            return null;
        }

        var (rows, width) = (WeightRows.Matrix(weight.Shape, node.Int("transB", 0) != 0), (int)quantized.Shape[1]);
        return rows.Rows == width && restored.Length == weight.Count ? Place(rows, node, (row, column) => restored[(column * width) + row]) : null;
    }

    /// <summary>The blocks of a MatMulNBits, to whose scales alpha belongs too.</summary>
    private static float[]? Blocks(Node node, TensorData weight, Model written)
    {
        var product = Find(written, other => other.OpType == "MatMulNBits" && (other.Name == node.Name || other.Name == node.Name + WeightOnlyQuantization.ProductSuffix));
        if (product is null || PackedBlocks.Unpack(product) is not { } blocks || weight.Shape.Rank != 2)
        {
            return null;
        }

        var rows = WeightRows.Matrix(weight.Shape, node.Int("transB", 0) != 0);
        return (rows.Rows, rows.Columns) == (blocks.Rows, blocks.Columns) ? Place(rows, node, blocks.Value) : null;
    }

    private static float[] Place(WeightRows rows, Node node, Func<int, int, float> product)
    {
        var alpha = node.Is("Gemm") ? node.Float("alpha", 1) : 1;
        var result = new float[rows.Rows * rows.Columns];
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var column = 0; column < rows.Columns; column++)
            {
                result[rows.Index(row, column)] = product(row, column) / alpha;
            }
        }

        return result;
    }

    /// <summary>Cast(Gather(T_q, i)) * Gather(s, i), with a Cast behind it or in front of the scales where those are in half precision: a scale a row.</summary>
    private static float[]? Rows(Node? last)
    {
        var product = last?.OpType == "Cast" ? last.Input(0)?.Producer : last;
        var table = product?.Input(0)?.Producer?.Input(0)?.Producer?.Input(0)?.Constant;
        var scales = product?.Input(1)?.Producer?.Input(0);
        return table is { Element: ElementType.Int8, Shape.Rank: > 1 } && (scales?.Constant ?? scales?.Producer?.Input(0)?.Constant) is { Element: ElementType.Float or ElementType.Float16 } stored
            ? Scale(table, stored.ToFloats(), index => index / (table.Count / table.Shape[0]))
            : null;
    }

    /// <summary>[directions, summands, outputs] with a scale an output, of weights [directions, outputs, summands].</summary>
    private static float[]? Recurrent(Shape shape, TensorData? quantized, TensorData? scales)
    {
        if (quantized is not { Element: ElementType.Int8 } || scales is not { Element: ElementType.Float } || quantized.Count != shape.Count)
        {
            return null;
        }

        var values = quantized.AsSpan<sbyte>();
        var (steps, result) = (scales.ToFloats(), new float[shape.Count]);
        var (outputs, summands) = ((int)shape[1], (int)shape[2]);
        for (var i = 0; i < result.Length; i++)
        {
            var (row, summand) = (i / summands, i % summands);
            result[i] = values[((((row / outputs) * summands) + summand) * outputs) + (row % outputs)] * steps[row];
        }

        return result;
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
