using ModelCompression.Onnx.Schema;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>
/// A model without what has no meaning: the names of values that are neither inputs nor outputs of the main graph (renamed v0, v1, ... in order of definition,
/// by the scoping rules of ONNX), the order of value_info, and empty against absent names. Two models mean the same when their canonical forms are equal.
/// </summary>
internal sealed class Canonical
{
    private readonly Dictionary<string, string> _fixed = new(StringComparer.Ordinal);
    private int _next;

    private Canonical(GraphProto main)
    {
        foreach (var value in main.Input.Concat(main.Output))
        {
            _fixed[value.Name] = value.Name;
        }
    }

    public static ModelProto Of(ModelProto model)
    {
        var copy = model.Clone();
        new Canonical(copy.Graph).Rename(copy.Graph, new Dictionary<string, string>(StringComparer.Ordinal), isMain: true);
        return copy;
    }

    private void Rename(GraphProto graph, IReadOnlyDictionary<string, string> outer, bool isMain)
    {
        var scope = new Dictionary<string, string>(outer, StringComparer.Ordinal);
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Defined(graph).Where(own.Add))
        {
            scope[name] = isMain && _fixed.ContainsKey(name) ? name : $"v{_next++}";
        }

        foreach (var value in graph.Input.Concat(graph.Output))
        {
            value.Name = scope[value.Name];
        }

        foreach (var tensor in graph.Initializer.Concat(graph.SparseInitializer.Select(sparse => sparse.Values)))
        {
            tensor.Name = scope[tensor.Name];
        }

        foreach (var node in graph.Node)
        {
            Rename(node, scope);
        }

        foreach (var annotation in graph.QuantizationAnnotation)
        {
            annotation.TensorName = scope[annotation.TensorName];
            foreach (var entry in annotation.QuantParameterTensorNames)
            {
                entry.Value = scope[entry.Value];
            }
        }

        RenameInfos(graph, scope);
    }

    private void Rename(NodeProto node, IReadOnlyDictionary<string, string> scope)
    {
        for (var i = 0; i < node.Input.Count; i++)
        {
            node.Input[i] = node.Input[i].Length == 0 ? "" : scope[node.Input[i]];
        }

        for (var i = 0; i < node.Output.Count; i++)
        {
            node.Output[i] = node.Output[i].Length == 0 ? "" : scope[node.Output[i]];
        }

        foreach (var spec in node.DeviceConfigurations.SelectMany(configuration => configuration.ShardingSpec))
        {
            spec.TensorName = scope[spec.TensorName];
        }

        foreach (var graph in node.Attribute.SelectMany(attribute => attribute.Graphs.Concat(attribute.G is null ? [] : [attribute.G])))
        {
            Rename(graph, scope, isMain: false);
        }
    }

    private static void RenameInfos(GraphProto graph, IReadOnlyDictionary<string, string> scope)
    {
        foreach (var info in graph.ValueInfo)
        {
            info.Name = scope.GetValueOrDefault(info.Name, info.Name);
        }

        var sorted = graph.ValueInfo.OrderBy(info => info.Name, StringComparer.Ordinal).ToList();
        graph.ValueInfo.Clear();
        graph.ValueInfo.AddRange(sorted);
    }

    private static IEnumerable<string> Defined(GraphProto graph) =>
        graph.Input.Select(value => value.Name)
            .Concat(graph.Initializer.Select(tensor => tensor.Name))
            .Concat(graph.SparseInitializer.Select(tensor => tensor.Values.Name))
            .Concat(graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0));
}
