using Google.Protobuf;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Onnx;

/// <summary>
/// Brings external data into messages the IR keeps but does not model (functions, training graphs, sparse tensors), so that nothing the writer copies
/// refers to another file.
/// </summary>
internal static class UnmodelledTensors
{
    public static void Inline(ModelProto model, ModelSource source)
    {
        foreach (var node in model.Functions.SelectMany(function => function.Node))
        {
            Inline(node, source);
        }

        foreach (var attribute in model.Functions.SelectMany(function => function.AttributeProto))
        {
            Inline(attribute, source);
        }

        foreach (var training in model.TrainingInfo)
        {
            Inline(training.Initialization, source);
            Inline(training.Algorithm, source);
        }
    }

    public static void Inline(AttributeProto attribute, ModelSource source)
    {
        Inline(attribute.T, source);
        Inline(attribute.G, source);
        Inline(attribute.SparseTensor, source);
        foreach (var tensor in attribute.Tensors)
        {
            Inline(tensor, source);
        }

        foreach (var graph in attribute.Graphs)
        {
            Inline(graph, source);
        }

        foreach (var tensor in attribute.SparseTensors)
        {
            Inline(tensor, source);
        }
    }

    public static void Inline(SparseTensorProto? tensor, ModelSource source)
    {
        Inline(tensor?.Values, source);
        Inline(tensor?.Indices, source);
    }

    private static void Inline(GraphProto? graph, ModelSource source)
    {
        if (graph is null)
        {
            return;
        }

        foreach (var tensor in graph.Initializer)
        {
            Inline(tensor, source);
        }

        foreach (var tensor in graph.SparseInitializer)
        {
            Inline(tensor, source);
        }

        foreach (var node in graph.Node)
        {
            Inline(node, source);
        }
    }

    private static void Inline(NodeProto node, ModelSource source)
    {
        foreach (var attribute in node.Attribute)
        {
            Inline(attribute, source);
        }
    }

    private static void Inline(TensorProto? tensor, ModelSource source)
    {
        if (tensor is not { DataLocation: TensorProto.Types.DataLocation.External })
        {
            return;
        }

        var data = TensorReader.Read(tensor, source, $"tensor '{tensor.Name}'");
        tensor.RawData = UnsafeByteOperations.UnsafeWrap(data.Bytes);
        tensor.ExternalData.Clear();
        tensor.ClearDataLocation();
    }
}
