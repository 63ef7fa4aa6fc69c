using System.Globalization;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting;

/// <summary>A model of its own made of copies of some nodes of another model; constants are shared, the source is not changed.</summary>
public sealed class PartialModel
{
    private readonly Dictionary<Value, Value> _copies = [];

    /// <param name="source">Gives IR version and opsets.</param>
    /// <param name="nodes">Nodes of its main graph without subgraphs, in topological order.</param>
    /// <param name="inputs">Values the nodes read that are neither constant nor produced by them, with the type they will be fed; fed as <c>in0</c>, <c>in1</c>, ...</param>
    /// <param name="outputs">Values the nodes produce.</param>
    public PartialModel(Model source, IReadOnlyList<Node> nodes, IReadOnlyList<(Value Value, TensorType Type)> inputs, IReadOnlyList<Value> outputs)
    {
        var graph = new Graph { Name = "part" };
        Model = new Model(graph, source.IrVersion, source.Opsets);
        for (var i = 0; i < inputs.Count; i++)
        {
            var input = new Value(InputName(i), inputs[i].Type);
            graph.AddInput(input);
            _copies[inputs[i].Value] = input;
        }

        foreach (var node in nodes)
        {
            graph.Append(new Node(node.OpType, [.. node.Inputs.Select(value => Copy(graph, value))], [.. node.Outputs.Select(Declare)], node.Attributes, node.Domain, node.Name));
        }

        foreach (var output in outputs)
        {
            graph.AddOutput(_copies[output]);
        }
    }

    public Model Model { get; }

    /// <summary>The name the input at <paramref name="index"/> is fed under.</summary>
    public static string InputName(int index) => "in" + index.ToString(CultureInfo.InvariantCulture);

    private Value? Copy(Graph graph, Value? value)
    {
        if (value is null)
        {
            return null;
        }

        if (_copies.TryGetValue(value, out var known))
        {
            return known;
        }

        return value.Constant is { } constant
            ? _copies[value] = graph.AddInitializer(value.Name, constant)
            : throw new InvalidOperationException($"{value} is neither constant, nor an input, nor produced by the nodes before.");
    }

    private Value? Declare(Value? output) => output is null ? null : _copies[output] = new Value(output.Name);
}
