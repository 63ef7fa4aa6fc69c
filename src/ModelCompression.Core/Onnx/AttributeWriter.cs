using Google.Protobuf;
using ModelCompression.Ir;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Onnx;

/// <summary>Turns attributes into AttributeProto. Scalars and lists of a read attribute stay as they were; tensors and graphs are written anew.</summary>
internal static class AttributeWriter
{
    /// <param name="writeGraph">Writes a subgraph.</param>
    public static AttributeProto Write(Attribute attribute, Func<Graph, GraphProto> writeGraph)
    {
        var origin = attribute.Extras as AttributeProto;
        if (origin is not null && attribute.Value is not (TensorData or TensorData[] or Graph or Graph[]))
        {
            return origin;
        }

        var message = origin?.Clone() ?? new AttributeProto { Name = attribute.Name, Type = (AttributeProto.Types.AttributeType)attribute.Kind };
        Fill(message, attribute, writeGraph);
        return message;
    }

    private static void Fill(AttributeProto message, Attribute attribute, Func<Graph, GraphProto> writeGraph)
    {
        switch (attribute.Value)
        {
            case float number: message.F = number; break;
            case long number: message.I = number; break;
            case ReadOnlyMemory<byte> text: message.S = UnsafeByteOperations.UnsafeWrap(text); break;
            case float[] numbers: message.Floats.AddRange(numbers); break;
            case long[] numbers: message.Ints.AddRange(numbers); break;
            case ReadOnlyMemory<byte>[] texts: message.Strings.AddRange(texts.Select(UnsafeByteOperations.UnsafeWrap)); break;
            case TensorData tensor: message.T = TensorWriter.Write(tensor, name: null); break;
            case TensorData[] tensors: message.Tensors.AddRange(tensors.Select(tensor => TensorWriter.Write(tensor, name: null))); break;
            case Graph graph: message.G = writeGraph(graph); break;
            case Graph[] graphs: message.Graphs.AddRange(graphs.Select(writeGraph)); break;
            default: throw new InvalidOperationException($"Attribute '{attribute.Name}' of kind {attribute.Kind} has no value to write.");
        }
    }
}
