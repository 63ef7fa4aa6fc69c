using System.Buffers.Binary;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>The tensor of an input that always holds the same numbers.</summary>
internal static class ConstantTensor
{
    /// <summary>In the input's shape: sizes it leaves open are 1 but for the last, which takes what is left.</summary>
    /// <exception cref="UserErrorException">MC2004: the input takes another type or number of values.</exception>
    public static TensorData Make(ConstantInputSpec spec, Port input, string specName)
    {
        var element = InputFit.ElementOf(input);
        if (element != spec.Element)
        {
            throw new UserErrorException(Codes.DataMismatch, $"{specName}: 'inputs.{input.Name}' makes {spec.Element}; the model's input takes {element}. Set \"dtype\".");
        }

        var shape = ShapeOf(spec.Values.Count, input) ?? throw new UserErrorException(
            Codes.DataMismatch, $"{specName}: 'inputs.{input.Name}' has {spec.Values.Count} values; the model's input takes {string.Join('x', input.Type?.Dims ?? [])}.");
        var doubles = new byte[spec.Values.Count * sizeof(double)];
        for (var i = 0; i < spec.Values.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(doubles.AsSpan(i * sizeof(double)), spec.Values[i]);
        }

        return ElementCast.Cast(ElementType.Double, doubles, shape, element, $"{specName}: 'inputs.{input.Name}'");
    }

    private static Shape? ShapeOf(int count, Port input)
    {
        if (input.Type?.Dims is not { } dims)
        {
            return new Shape(count);
        }

        var sizes = dims.Select(dim => dim.Size ?? 1).ToArray();
        var known = sizes.Aggregate(1L, (product, size) => product * size);
        var open = dims.ToList().FindLastIndex(dim => dim.Size is null);
        if (open >= 0 && known > 0 && count % known == 0)
        {
            sizes[open] = count / known;
            known = count;
        }

        return known == count ? new Shape(sizes) : null;
    }
}
