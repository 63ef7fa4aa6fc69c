using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Rounding;

/// <summary>The constant that is added to each output channel of a quantized layer: an int32 bias, or the float constant of an Add behind it.</summary>
internal sealed class LayerBias
{
    private readonly Use _use;
    private float[]? _scales;

    private LayerBias(Use use, float[]? scales)
    {
        _use = use;
        _scales = scales;
    }

    private TensorData Stored => _use.Node.Input(_use.Index)?.Constant ?? throw new InvalidOperationException($"The bias of {_use.Node} is not constant.");

    /// <summary>The bias as real values, as it is stored now.</summary>
    public double[] Values
    {
        get
        {
            return _scales is null
                ? [.. Stored.ToFloats().Select(value => (double)value)]
                : [.. Stored.ToInt64s().Select((value, i) => value * (double)_scales[_scales.Length == 1 ? 0 : i])];
        }
    }

    public static LayerBias? Of(Node node)
    {
        if (node.IsAny("Conv", "Gemm"))
        {
            return node.Input(2) is { Uses.Count: 1, Producer: { OpType: "DequantizeLinear" } dequantize }
                && dequantize.Input(0) is { Constant.Element: ElementType.Int32 } && dequantize.Input(1)?.Constant is { } scales
                ? new LayerBias(new Use(dequantize, 0), scales.ToFloats())
                : null;
        }

        return (node.Is("MatMulInteger") ? DynamicChain.Real(node) : node.Output(0)) is { HasSingleUse: true } real && real.Uses[0].Node is { OpType: "Add" } add && add.Domain.Length == 0
            && Enumerable.Range(0, 2).Where(i => add.Input(i) is { Constant: { Element: ElementType.Float, Shape.Rank: 1 }, Uses.Count: 1, IsGraphOutput: false }).ToList() is [var index]
            ? new LayerBias(new Use(add, index), null)
            : null;
    }

    /// <summary>Stores the same real values with other scales, where the bias is an int32 one.</summary>
    /// <param name="scales">One per channel.</param>
    public void Rescale(GraphEditor edit, float[] scales)
    {
        if (_scales is null)
        {
            return;
        }

        var old = Stored;
        var values = Values;
        _scales = scales;
        var dequantize = _use.Node;
        var shape = dequantize.Input(1)?.Constant?.Shape ?? Shape.Scalar;
        ConstantInputs.Replace(edit, new Use(dequantize, 1), TensorData.Floats(shape, scales));
        ConstantInputs.Replace(edit, _use, TensorData.Of(ElementType.Int32, old.Shape, values.Select((value, i) => IntegerBias.Quantize(value, scales[i])).ToArray()));
    }

    /// <summary>Adds one real value per channel; the int32 bias keeps within 32 bits.</summary>
    public void Add(GraphEditor edit, ReadOnlySpan<double> correction)
    {
        var old = Stored;
        if (_scales is null)
        {
            var values = old.ToFloats();
            for (var i = 0; i < values.Length && values.Length == correction.Length; i++)
            {
                values[i] = (float)(values[i] + correction[i]);
            }

            ConstantInputs.Replace(edit, _use, TensorData.Floats(old.Shape, values));
            return;
        }

        var integers = old.AsSpan<int>().ToArray();
        for (var i = 0; i < integers.Length; i++)
        {
            var step = (double)_scales[_scales.Length == 1 ? 0 : i];
            integers[i] = IntegerBias.Quantize(integers[i] * step + correction[i], step);
        }

        ConstantInputs.Replace(edit, _use, TensorData.Of(ElementType.Int32, old.Shape, integers));
    }
}
