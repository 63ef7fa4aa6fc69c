using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation;

/// <summary>A copy of a model to append nodes to; tensors are shared, the source is not changed. Chosen initializers become inputs.</summary>
internal sealed class ModelCopy
{
    private readonly Dictionary<Value, Value> _copies = [];

    /// <param name="isFed">True for initializers that become inputs, after the inputs of the source and in the order of its initializers.</param>
    public ModelCopy(Model source, Predicate<Value> isFed)
    {
        var graph = new Graph { Name = source.Graph.Name };
        Model = new Model(graph, source.IrVersion, source.Opsets);
        foreach (var input in source.Graph.Inputs.Where(input => input.Initializer is null))
        {
            graph.AddInput(Copy(input));
        }

        foreach (var initializer in source.Graph.Initializers)
        {
            var data = initializer.Initializer ?? throw GradientErrors.Unsuitable($"its weight '{initializer.Name}' is stored in a sparse form");
            if (isFed(initializer))
            {
                var input = Copy(initializer);
                input.Type = TensorType.Of(data.Element, data.Shape);
                graph.AddInput(input);
            }
            else
            {
                graph.AddInitializer(Copy(initializer), data);
            }
        }

        foreach (var node in source.Graph.Nodes)
        {
            if (node.Subgraphs.Any())
            {
                throw GradientErrors.Unsuitable($"{node} holds a graph of its own");
            }

            graph.Append(new Node(node.OpType, [.. node.Inputs.Select(input => input is null ? null : _copies[input])], [.. node.Outputs.Select(output => output is null ? null : Copy(output))], node.Attributes, node.Domain, node.Name));
        }

        foreach (var output in source.Graph.Outputs)
        {
            graph.AddOutput(_copies[output]);
        }
    }

    public Model Model { get; }

    public IReadOnlyDictionary<Value, Value> Copies => _copies;

    private Value Copy(Value value) => _copies[value] = new Value(value.Name, value.Type);
}
