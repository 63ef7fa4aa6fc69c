using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation;

/// <summary>A copy of a model to append nodes to; tensors are shared, the source is not changed. Chosen initializers become inputs.</summary>
internal sealed class ModelCopy
{
    /// <summary>The copy's opset where the source has an earlier one: ScatterElements adds up, and LayerNormalization is there.</summary>
    private const long Opset = 17;

    /// <summary>The IR version that came with <see cref="Opset"/>.</summary>
    private const long IrVersion = 8;

    private readonly Dictionary<Value, Value> _copies = [];

    /// <param name="isFed">True for initializers that become inputs, after the inputs of the source and in the order of its initializers.</param>
    public ModelCopy(Model source, Predicate<Value> isFed)
    {
        var graph = new Graph { Name = source.Graph.Name };
        Model = new Model(graph, Math.Max(source.IrVersion, IrVersion), source.Opsets);
        Raise(source);
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

    /// <summary>From opset 13 to 17 operators gained types and options and kept their meaning, with one exception.</summary>
    private void Raise(Model source)
    {
        if (source.Opset < GradientGraph.MinOpset)
        {
            throw GradientErrors.Unsuitable(FormattableString.Invariant($"gradients need opset {GradientGraph.MinOpset}, the model has {source.Opset}"));
        }

        if (source.Opset < Opset && source.Graph.Nodes.FirstOrDefault(node => node.Is("RoiAlign")) is { } changed)
        {
            throw GradientErrors.Unsuitable(FormattableString.Invariant($"{changed} means something else in opset {Opset}, which gradients need"));
        }

        Model.Opsets[""] = Math.Max(source.Opset, Opset);
    }

    private Value Copy(Value value) => _copies[value] = new Value(value.Name, value.Type);
}
