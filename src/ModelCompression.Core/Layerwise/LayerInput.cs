using System.Numerics.Tensors;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>Where the real values a quantized layer reads come from.</summary>
/// <param name="Data">The integers, or the real values themselves when there is no scale.</param>
/// <param name="Scale">One scale, or null.</param>
/// <param name="ZeroPoint">One zero point, or null for zero.</param>
internal sealed record LayerInput(Value Data, Value? Scale, Value? ZeroPoint)
{
    /// <summary>The values that must be known to read the input.</summary>
    public IEnumerable<Value> Reads => new[] { Data, Scale, ZeroPoint }.OfType<Value>().Where(value => value.Constant is null);

    /// <summary>Input 0 of a layer between DequantizeLinear and QuantizeLinear, of MatMulInteger, or of an operator on real values.</summary>
    public static LayerInput Of(Node node)
    {
        var data = node.Input(0) ?? throw new InvalidOperationException($"{node} has no input.");
        if (data.Producer is { OpType: "DequantizeLinear" } dequantize && dequantize.Input(0) is { } stored)
        {
            return new LayerInput(stored, dequantize.Input(1), dequantize.Input(2));
        }

        return node.Is("MatMulInteger") && data.Producer is { OpType: "DynamicQuantizeLinear" } quantize
            ? new LayerInput(data, quantize.Output(1), quantize.Output(2))
            : new LayerInput(data, null, null);
    }

    /// <summary>Writes the real values, row-major, to the front of <paramref name="target"/>, which grows when it is too short; returns their shape.</summary>
    public Shape Read(Func<Value, TensorData> content, ref float[] target)
    {
        var data = content(Data);
        if (target.Length < data.Count)
        {
            target = new float[data.Count];
        }

        var values = target.AsSpan(0, (int)data.Count);
        switch (data.Element)
        {
            case ElementType.UInt8: TensorPrimitives.ConvertTruncating<byte, float>(data.AsSpan<byte>(), values); break;
            case ElementType.Int8: TensorPrimitives.ConvertTruncating<sbyte, float>(data.AsSpan<sbyte>(), values); break;
            default: data.ToFloats().CopyTo(values); break;
        }

        if (Scale is not null)
        {
            var zero = ZeroPoint is null ? 0 : content(ZeroPoint).ToFloats()[0];
            TensorPrimitives.Subtract(values, zero, values);
            TensorPrimitives.Multiply(values, content(Scale).ToFloats()[0], values);
        }

        return data.Shape;
    }
}
