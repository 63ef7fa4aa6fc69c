using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Onnx;

/// <summary>Turns TensorProto into TensorData. Sizes are checked at once, content is decoded when it is first used.</summary>
internal static class TensorReader
{
    /// <param name="what">Names the tensor in messages, for example <c>initializer 'w'</c>.</param>
    /// <exception cref="Diagnostics.UserErrorException">MC2002: unknown type, bad dimensions, or data that does not fill them; MC2010: bad external data.</exception>
    public static TensorData Read(TensorProto tensor, ModelSource source, string what)
    {
        var element = (ElementType)tensor.DataType;
        if (element == ElementType.Undefined || !Enum.IsDefined(element))
        {
            throw source.Invalid($"{what} has the unknown data type {tensor.DataType}");
        }

        var shape = ReadShape(tensor, source, what);
        if (element == ElementType.String)
        {
            RequireEntries(element, shape, tensor, source, what);
            return new TensorData(shape, [.. tensor.StringData.Select(text => text.Memory)]) { Extras = tensor };
        }

        var sizeBytes = SizeOf(element, shape, source, what);
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            var read = ExternalData.Locate(tensor, sizeBytes, source, what);
            return new TensorData(element, shape, read) { Extras = tensor };
        }

        if (tensor.HasRawData && (tensor.RawData.Length > 0 || shape.Count == 0))
        {
            return tensor.RawData.Length == sizeBytes
                ? new TensorData(element, shape, tensor.RawData.Memory) { Extras = tensor }
                : throw source.Invalid($"{what} of shape {shape} and type {element} needs {sizeBytes} bytes but stores {tensor.RawData.Length}");
        }

        RequireEntries(element, shape, tensor, source, what);
        return new TensorData(element, shape, () => TypedFields.Decode(element, tensor)) { Extras = tensor };
    }

    private static Shape ReadShape(TensorProto tensor, ModelSource source, string what)
    {
        try
        {
            return new Shape([.. tensor.Dims]);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw source.Invalid($"{what} has impossible dimensions {string.Join('x', tensor.Dims.Take(16))}", e);
        }
    }

    private static long SizeOf(ElementType element, Shape shape, ModelSource source, string what)
    {
        try
        {
            return element.SizeBytes(shape.Count);
        }
        catch (OverflowException e)
        {
            throw source.Invalid($"{what} has impossible dimensions {shape}", e);
        }
    }

    private static void RequireEntries(ElementType element, Shape shape, TensorProto tensor, ModelSource source, string what)
    {
        var present = TypedFields.EntriesPresent(element, tensor);
        var needed = TypedFields.EntriesNeeded(element, shape.Count);
        if (present != needed)
        {
            throw source.Invalid($"{what} of shape {shape} and type {element} needs {needed} stored values but has {present}");
        }
    }
}
