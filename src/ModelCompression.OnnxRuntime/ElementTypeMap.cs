using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime;

/// <summary>The runtime's types and declarations as ours. Both number element types as ONNX does up to BFloat16; later ones differ.</summary>
internal static class ElementTypeMap
{
    /// <summary>First element type whose number differs or which the binding does not know.</summary>
    private const int Limit = (int)TensorElementType.DataTypeMax;

    /// <summary>Null when the runtime's binding cannot carry the type.</summary>
    public static TensorElementType? ToRuntime(ElementType element) =>
        element is not ElementType.Undefined && (int)element < Limit ? (TensorElementType)(int)element : null;

    /// <summary><see cref="ElementType.Undefined"/> for types the binding does not know.</summary>
    public static ElementType FromRuntime(TensorElementType element) => (int)element is > 0 and < Limit ? (ElementType)(int)element : ElementType.Undefined;

    /// <summary>
    /// A declared input or output. The runtime does not tell a scalar from an unknown rank: both have <see cref="TensorType.Dims"/> null.
    /// </summary>
    public static Port ToPort(string name, NodeMetadata metadata)
    {
        if (!metadata.IsTensor || FromRuntime(metadata.ElementDataType) is var element && element == ElementType.Undefined)
        {
            return new Port(name, null);
        }

        var dims = metadata.Dimensions.Select((size, axis) => ToDimension(size, metadata.SymbolicDimensions.ElementAtOrDefault(axis))).ToArray();
        return new Port(name, new TensorType(element, dims.Length == 0 ? null : dims));
    }

    private static Dimension ToDimension(int size, string? symbol)
    {
        if (size >= 0)
        {
            return Dimension.Of(size);
        }

        return string.IsNullOrEmpty(symbol) ? Dimension.Unknown : Dimension.Named(symbol);
    }
}
