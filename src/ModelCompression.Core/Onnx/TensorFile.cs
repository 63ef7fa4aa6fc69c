using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Onnx;

/// <summary>Reads a file that holds one serialized TensorProto, as the test data of published models do.</summary>
public static class TensorFile
{
    /// <summary>The tensor's name, empty where it has none, and its values.</summary>
    /// <param name="maxBytes">Files larger than this are refused.</param>
    /// <exception cref="UserErrorException">MC2008: no such file, too large, no TensorProto, or values in another file.</exception>
    public static (string Name, TensorData Tensor) Read(string path, long maxBytes)
    {
        var name = Path.GetFileName(path);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > maxBytes)
            {
                throw Error($"has {length} bytes; at most {maxBytes} are accepted");
            }

            var proto = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
            if (proto.DataLocation == TensorProto.Types.DataLocation.External)
            {
                throw Error("keeps its values in another file");
            }

            var tensor = TensorReader.Read(proto, new ModelSource(path, null), $"tensor '{proto.Name}'");
            return (proto.Name, tensor.Element == ElementType.String ? tensor : tensor.Copy());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidProtocolBufferException)
        {
            throw Error(exception is InvalidProtocolBufferException ? "is no serialized TensorProto" : $"cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
        catch (UserErrorException exception) when (exception.Diagnostic.Code == Codes.InvalidModel)
        {
            throw Error("holds no valid tensor: its size, type and values do not fit together", exception);
        }

        UserErrorException Error(string problem, Exception? inner = null) => new(Codes.InvalidData, $"Data file '{name}' {problem}.", path, inner);
    }
}
