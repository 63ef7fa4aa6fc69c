using System.Text;
using Google.Protobuf;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>Short ways to write ONNX messages.</summary>
internal static class Protos
{
    public static ModelProto Model(GraphProto graph, long irVersion = 10, long opset = 21) => new()
    {
        IrVersion = irVersion,
        Graph = graph,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
    };

    public static GraphProto Graph(string name, IEnumerable<ValueInfoProto> inputs, IEnumerable<NodeProto> nodes, IEnumerable<ValueInfoProto> outputs, params TensorProto[] initializers)
    {
        var graph = new GraphProto { Name = name };
        graph.Input.AddRange(inputs);
        graph.Node.AddRange(nodes);
        graph.Output.AddRange(outputs);
        graph.Initializer.AddRange(initializers);
        return graph;
    }

    /// <summary>x: float[2] -> the nodes -> y: float[2].</summary>
    public static ModelProto FromXToY(IEnumerable<NodeProto> nodes, params TensorProto[] initializers) =>
        Model(Graph("main", [Info("x", ElementType.Float, 2)], nodes, [Info("y", ElementType.Float, 2)], initializers));

    public static ValueInfoProto Info(string name, ElementType element = ElementType.Float, params object[] dims)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)element, Shape = new TensorShapeProto() };
        foreach (var dim in dims)
        {
            tensor.Shape.Dim.Add(dim is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(dim, System.Globalization.CultureInfo.InvariantCulture) });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    public static NodeProto Node(string opType, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = opType };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        return node;
    }

    public static TensorProto Raw(string name, ElementType element, long[] dims, params byte[] bytes) => Tensor(name, element, dims, tensor => tensor.RawData = ByteString.CopyFrom(bytes));

    public static TensorProto Floats(string name, params float[] values) =>
        Tensor(name, ElementType.Float, [values.Length], tensor => tensor.FloatData.AddRange(values));

    public static TensorProto Tensor(string name, ElementType element, long[] dims, Action<TensorProto> fill)
    {
        var tensor = new TensorProto { DataType = (int)element };
        if (name.Length > 0)
        {
            tensor.Name = name;
        }

        tensor.Dims.AddRange(dims);
        fill(tensor);
        return tensor;
    }

    public static AttributeProto Subgraph(string name, GraphProto graph) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = graph };

    public static AttributeProto Value(TensorProto tensor) => new() { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = tensor };

    public static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };

    public static ByteString Text(string text) => ByteString.CopyFrom(text, Encoding.UTF8);

    /// <summary>The same message with a field no version of the format has: field 900, a string.</summary>
    public static T WithUnknownField<T>(T message, string content)
        where T : class, IMessage<T>, new()
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(900, WireFormat.WireType.LengthDelimited);
            output.WriteString(content);
        }

        return new MessageParser<T>(() => new T()).ParseFrom(stream.ToArray());
    }
}
