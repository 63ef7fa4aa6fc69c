using Google.Protobuf;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Onnx;

/// <summary>
/// Turns TensorData into TensorProto. A tensor that was read goes back as the message it came from; dense bytes are wrapped, not copied.
/// </summary>
internal static class TensorWriter
{
    /// <param name="name">Name to store, or null to keep the message's own.</param>
    public static TensorProto Write(TensorData data, string? name)
    {
        var message = Describe(data, name);
        if (data.Extras is not TensorProto origin)
        {
            Fill(message, data);
        }
        else if (origin.DataLocation == TensorProto.Types.DataLocation.External)
        {
            message.ClearDataLocation();
            message.ExternalData.Clear();
            Fill(message, data);
        }

        return message;
    }

    /// <summary>The message with its data at <paramref name="offset"/> of another file.</summary>
    public static TensorProto WriteExternal(TensorData data, string? name, string location, long offset)
    {
        var message = Describe(data, name);
        TypedFields.Clear(message);
        message.ClearRawData();
        message.ExternalData.Clear();
        message.DataLocation = TensorProto.Types.DataLocation.External;
        message.ExternalData.Add(Entry("location", location));
        message.ExternalData.Add(Entry("offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        message.ExternalData.Add(Entry("length", data.SizeBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return message;
    }

    private static TensorProto Describe(TensorData data, string? name)
    {
        var message = (data.Extras as TensorProto)?.Clone() ?? New(data);
        if (name is not null && (!message.HasName || message.Name != name))
        {
            message.Name = name;
        }

        return message;
    }

    private static TensorProto New(TensorData data)
    {
        var message = new TensorProto { DataType = (int)data.Element };
        message.Dims.AddRange(data.Shape.Dims);
        return message;
    }

    private static void Fill(TensorProto message, TensorData data)
    {
        if (data.Element == ElementType.String)
        {
            message.StringData.AddRange(data.Strings.Select(UnsafeByteOperations.UnsafeWrap));
        }
        else
        {
            message.RawData = UnsafeByteOperations.UnsafeWrap(data.Bytes);
        }
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };
}
