using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Saturation;

/// <summary>
/// Finds every operator of a model that ONNX Runtime computes with a u8 x s8 kernel on x64. Seen by running all-127 weights on an emulated AVX2 CPU without VNNI
/// (1.31.1): saturating are QLinearConv, QLinearMatMul, MatMulInteger, MatMulIntegerToFloat, QGemm, DynamicQuantizeMatMul, QAttention and DynamicQuantizeLSTM with u8
/// activations and s8 weights, Conv, Gemm and MatMul between DequantizeLinear and QuantizeLinear with activations of either sign (s8 ones are made u8 first), and a float
/// weight of such a Conv or Gemm, which the runtime quantizes itself. Not saturating: ConvInteger (the weight is the left operand of its product), depthwise convolution,
/// u8 weights, s8 activations outside of DequantizeLinear, MatMulNBits.
/// </summary>
internal static class IntegerProducts
{
    /// <summary>What the runtime (1.31.1) moves DequantizeLinear behind and QuantizeLinear in front of, or removes: Identity. Seen not to be moved: the others of <see cref="StoredIntegers.IsMoving"/>.</summary>
    private static readonly string[] Movable = ["Identity", "MaxPool", "Reshape", "Slice", "Squeeze", "Transpose", "Unsqueeze"];

    public static IEnumerable<IntegerProduct> Of(Model model) => model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).SelectMany(Of);

    private static IEnumerable<IntegerProduct> Of(Node node) => (node.Domain, node.OpType) switch
    {
        ("" or "com.microsoft", "QLinearConv") => Operator(node, 0, 3, weight => WeightRows.Conv(weight.Shape, node.Int("group", 1))),
        ("", "QLinearMatMul") => Operator(node, 0, 3, weight => Matrices(weight.Shape)),
        ("", "MatMulInteger") or ("com.microsoft", "MatMulIntegerToFloat") => Operator(node, 0, 1, weight => Matrices(weight.Shape)),
        ("com.microsoft", "QGemm") => Operator(node, 0, 3, weight => WeightRows.Matrix(weight.Shape, node.Int("transB", 0) != 0)),
        ("com.microsoft", "QAttention") => Operator(node, 0, 1, weight => Matrices(weight.Shape)),
        ("com.microsoft", "DynamicQuantizeMatMul") => Dynamic(node, 1),
        ("com.microsoft", "DynamicQuantizeLSTM") => [.. Dynamic(node, 1), .. Dynamic(node, 2)],
        ("", "Conv" or "Gemm" or "MatMul") => Dequantized(node),
        _ => [],
    };

    private static IEnumerable<IntegerProduct> Operator(Node node, int activation, int weight, Func<TensorData, WeightRows> rows)
    {
        var constant = StoredIntegers.Constant(node.Input(weight));
        var element = constant?.Element ?? StoredIntegers.ElementOf(node.Input(weight));
        if (element is not (ElementType.Int8 or ElementType.Undefined) || StoredIntegers.ElementOf(node.Input(activation)) == ElementType.Int8)
        {
            return [];
        }

        var bound = ActivationBound.Of(node.Input(activation));
        return [constant is null ? new IntegerProduct(node, null, null, bound) : new IntegerProduct(node, constant, rows(constant), bound)];
    }

    private static IEnumerable<IntegerProduct> Dynamic(Node node, int weight) => Operator(node, activation: int.MaxValue, weight, constant => Matrices(constant.Shape));

    /// <summary>The runtime fuses a Conv only with QuantizeLinear behind it; Gemm and MatMul also without.</summary>
    private static IEnumerable<IntegerProduct> Dequantized(Node node)
    {
        if (Source(node.Input(0)) is not { } activation || !StoredIntegers.IsDequantize(activation) || StoredIntegers.ElementOf(activation.Input(0)) is not (ElementType.UInt8 or ElementType.Int8))
        {
            return [];
        }

        var isQuantized = IsQuantizedBehind(node);
        if (!isQuantized && node.OpType == "Conv")
        {
            return [];
        }

        var weight = node.Input(1)?.Producer is { } dequantize && StoredIntegers.IsDequantize(dequantize)
            ? StoredIntegers.Constant(dequantize.Input(0))
            : isQuantized && node.OpType != "MatMul" ? QuantizedByTheRuntime(node) : null;
        return weight is { Element: ElementType.Int8 } ? [new IntegerProduct(node, weight, RowsOf(node, weight.Shape), ActivationBound.Of(activation.Input(0)))] : [];
    }

    /// <summary>The producer of a value; the runtime moves DequantizeLinear behind operators that only move values.</summary>
    private static Node? Source(Value? value)
    {
        var node = value?.Producer;
        while (node?.IsAny(Movable) == true && node.Input(0)?.Producer is { } before)
        {
            node = before;
        }

        return node;
    }

    private static bool IsQuantizedBehind(Node node)
    {
        var output = node.Output(0);
        while (output.HasSingleUse && (output.Uses[0].Node.IsAny("Relu", "Clip") || output.Uses[0].Node.IsAny(Movable)))
        {
            output = output.Uses[0].Node.Output(0);
        }

        return !output.IsGraphOutput && output.Uses.Count > 0 && output.Uses.All(use => StoredIntegers.IsQuantize(use.Node));
    }

    /// <summary>A constant float weight as the runtime quantizes it: symmetric, 127 for the largest magnitude of a row.</summary>
    private static TensorData? QuantizedByTheRuntime(Node node) =>
        StoredIntegers.Stored(node.Input(1)) is { Element: ElementType.Float, Count: > 0 } weight && !weight.AsSpan<float>().ContainsNonFinite()
            ? TensorData.Of(ElementType.Int8, weight.Shape, new WeightQuantizer(perChannel: true, pairSafe: false).Quantize(weight.AsSpan<float>(), RowsOf(node, weight.Shape)).Values)
            : null;

    private static WeightRows RowsOf(Node node, Shape shape) => node.OpType switch
    {
        "Conv" => WeightRows.Conv(shape, node.Int("group", 1)),
        "Gemm" => WeightRows.Matrix(shape, node.Int("transB", 0) != 0),
        _ => Matrices(shape),
    };

    /// <summary>[..., K, N]: the columns of every matrix, K summands each; [K] is one column.</summary>
    private static WeightRows Matrices(Shape shape)
    {
        var depth = shape.Rank == 0 ? 1 : (int)shape[Math.Max(0, shape.Rank - 2)];
        var width = shape.Rank < 2 ? 1 : (int)shape[shape.Rank - 1];
        var size = Math.Max(1, depth * width);
        return new WeightRows((int)(shape.Count / Math.Max(1, depth)), depth, (row, column) => (row / width * size) + (column * width) + (row % width), true);
    }
}
