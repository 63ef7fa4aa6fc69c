using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Onnx;

/// <summary>Declared types between message and IR. Only dense tensors are modelled; other types have no IR type and keep their message.</summary>
internal static class DeclaredTypes
{
    /// <summary>The IR type; null when nothing is declared or it is no dense tensor of a known element type.</summary>
    public static TensorType? Read(TypeProto? type)
    {
        if (type?.TensorType is not { } tensor || !Enum.IsDefined((ElementType)tensor.ElemType) || tensor.ElemType == 0)
        {
            return null;
        }

        return new TensorType((ElementType)tensor.ElemType, tensor.Shape?.Dim.Select(Read).ToArray());
    }

    public static TypeProto Write(TensorType type)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type.Element };
        if (type.Dims is { } dims)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.AddRange(dims.Select(Write));
        }

        return new TypeProto { TensorType = tensor };
    }

    /// <summary>True unless both are known and no tensor could be of both types.</summary>
    public static bool AreCompatible(TensorType? first, TensorType? second)
    {
        if (first is null || second is null)
        {
            return true;
        }

        return first.Element == second.Element
            && (first.Dims is null || second.Dims is null
                || (first.Dims.Count == second.Dims.Count
                    && first.Dims.Zip(second.Dims).All(pair => pair.First.Size is null || pair.Second.Size is null || pair.First.Size == pair.Second.Size)));
    }

    private static Tensors.Dimension Read(TensorShapeProto.Types.Dimension dim) => dim.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dim.DimValue >= 0 => Tensors.Dimension.Of(dim.DimValue),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when dim.DimParam.Length > 0 => Tensors.Dimension.Named(dim.DimParam),
        _ => Tensors.Dimension.Unknown,
    };

    private static TensorShapeProto.Types.Dimension Write(Tensors.Dimension dim)
    {
        var result = new TensorShapeProto.Types.Dimension();
        if (dim.Size is { } size)
        {
            result.DimValue = size;
        }
        else if (dim.Symbol is { } symbol)
        {
            result.DimParam = symbol;
        }

        return result;
    }
}
