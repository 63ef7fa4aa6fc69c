using ModelCompression.Ir;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Onnx;

/// <summary>Turns AttributeProto into attributes. The message is kept, without the tensors and graphs that live in the IR object.</summary>
internal static class AttributeReader
{
    /// <param name="scope">The graph the attribute's node is in; subgraphs see its values.</param>
    public static Attribute Read(AttributeProto message, GraphReader scope, string node)
    {
        var what = $"attribute '{message.Name}' of {node}";
        var kind = message.HasType && message.Type != AttributeProto.Types.AttributeType.Undefined ? (AttributeKind)message.Type : Infer(message);
        var value = message.RefAttrName.Length > 0 ? null : ReadValue(message, kind, scope, what);
        return Attribute.Read(message.Name, kind, value, message);
    }

    private static object? ReadValue(AttributeProto message, AttributeKind kind, GraphReader scope, string what)
    {
        switch (kind)
        {
            case AttributeKind.Float: return message.F;
            case AttributeKind.Int: return message.I;
            case AttributeKind.String: return message.S.Memory;
            case AttributeKind.Floats: return message.Floats.ToArray();
            case AttributeKind.Ints: return message.Ints.ToArray();
            case AttributeKind.Strings: return message.Strings.Select(text => text.Memory).ToArray();
            case AttributeKind.Tensor:
                var tensor = TensorReader.Read(message.T ?? throw scope.Source.Invalid($"{what} holds no tensor"), scope.Source, what);
                message.T = null;
                return tensor;
            case AttributeKind.Tensors:
                TensorData[] tensors = [.. message.Tensors.Select(item => TensorReader.Read(item, scope.Source, what))];
                message.Tensors.Clear();
                return tensors;
            case AttributeKind.Graph:
                var graph = scope.ReadSubgraph(message.G ?? throw scope.Source.Invalid($"{what} holds no graph"));
                message.G = null;
                return graph;
            case AttributeKind.Graphs:
                Graph[] graphs = [.. message.Graphs.Select(scope.ReadSubgraph)];
                message.Graphs.Clear();
                return graphs;
            default:
                UnmodelledTensors.Inline(message, scope.Source);
                return null;
        }
    }

    /// <summary>Files of the first IR versions have no type field: the field that is set tells.</summary>
    private static AttributeKind Infer(AttributeProto message) => message switch
    {
        { HasF: true } => AttributeKind.Float,
        { HasI: true } => AttributeKind.Int,
        { HasS: true } => AttributeKind.String,
        { T: not null } => AttributeKind.Tensor,
        { G: not null } => AttributeKind.Graph,
        { Floats.Count: > 0 } => AttributeKind.Floats,
        { Ints.Count: > 0 } => AttributeKind.Ints,
        { Strings.Count: > 0 } => AttributeKind.Strings,
        { Tensors.Count: > 0 } => AttributeKind.Tensors,
        { Graphs.Count: > 0 } => AttributeKind.Graphs,
        _ => AttributeKind.Undefined,
    };
}
