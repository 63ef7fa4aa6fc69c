using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Testing;

/// <summary>Tensors and samples of seeded random numbers.</summary>
public static class SeededTensors
{
    /// <summary>A tensor of any numeric type from doubles, rounded as a C# conversion does.</summary>
    public static TensorData Of(ElementType element, double[] values, Shape shape) => element switch
    {
        ElementType.Float => TensorData.Floats(shape, Array.ConvertAll(values, value => (float)value)),
        ElementType.Double => TensorData.Of(element, shape, values),
        ElementType.Float16 => TensorData.Of(element, shape, Array.ConvertAll(values, value => (Half)value)),
        ElementType.BFloat16 => TensorData.Of(element, shape, Array.ConvertAll(values, value => (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16))),
        ElementType.Int64 => TensorData.Int64s(shape, Array.ConvertAll(values, value => (long)value)),
        ElementType.Int32 => TensorData.Of(element, shape, Array.ConvertAll(values, value => (int)value)),
        ElementType.Int8 => TensorData.Of(element, shape, Array.ConvertAll(values, value => (sbyte)value)),
        ElementType.UInt8 => TensorData.Of(element, shape, Array.ConvertAll(values, value => (byte)value)),
        ElementType.Bool => TensorData.Of(element, shape, Array.ConvertAll(values, value => (byte)(value != 0 ? 1 : 0))),
        _ => throw new NotSupportedException($"{element} constants are not supported in graph text."),
    };

    /// <summary>
    /// One sample for every required input: floats in [-2, 2), integers 0 to 3, symbols bound by name (the first to 2, the next to 3, ...), unknown sizes to 2.
    /// </summary>
    public static Sample SampleFor(Model model, int seed)
    {
        var random = new Random(seed);
        var symbols = new Dictionary<string, long>(StringComparer.Ordinal);
        var inputs = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var input in model.Graph.RequiredInputs)
        {
            var type = input.Type ?? throw new InvalidOperationException($"Input '{input.Name}' has no type.");
            var dims = type.Dims ?? [Dimension.Unknown, Dimension.Unknown];
            var shape = new Shape([.. dims.Select(dim => dim.Size ?? Bind(dim.Symbol))]);
            var values = new double[shape.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = type.Element.IsFloatingPoint() ? (random.NextDouble() * 4) - 2 : random.Next(type.Element == ElementType.Bool ? 2 : 4);
            }

            inputs.Add(input.Name, Of(type.Element, values, shape));
        }

        return new Sample($"#{seed}", inputs);

        long Bind(string? symbol)
        {
            if (symbol is null)
            {
                return 2;
            }

            symbols.TryAdd(symbol, symbols.Count + 2);
            return symbols[symbol];
        }
    }
}
