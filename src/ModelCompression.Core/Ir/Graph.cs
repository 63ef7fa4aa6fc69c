using ModelCompression.Tensors;

namespace ModelCompression.Ir;

/// <summary>A graph: inputs, initializers, nodes in topological order, outputs. Subgraphs see the values of the graphs around them.</summary>
public sealed class Graph
{
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _outputs = [];
    private readonly List<Value> _initializers = [];
    private readonly LinkedList<Node> _nodes = [];

    public string Name { get; set; } = "";

    public IReadOnlyList<Value> Inputs => _inputs;

    public IReadOnlyList<Value> Outputs => _outputs;

    /// <summary>Values with a stored tensor, in file order.</summary>
    public IReadOnlyList<Value> Initializers => _initializers;

    /// <summary>Nodes in topological order. Edit through the graph's methods; to edit while walking, walk a copy.</summary>
    public IReadOnlyCollection<Node> Nodes => _nodes;

    /// <summary>The If, Loop or Scan node whose body this is; null for the main graph.</summary>
    public Node? OwnerNode { get; internal set; }

    /// <summary>True when callers may override initializers that are also inputs (IR version 4 and later).</summary>
    public bool InitializersCanBeOverridden { get; internal set; } = true;

    /// <summary>Opaque to everything but the Onnx layer.</summary>
    internal object? Extras { get; set; }

    /// <summary>Inputs a caller must feed: those without a stored default.</summary>
    public IEnumerable<Value> RequiredInputs => _inputs.Where(input => input.Initializer is null && !input.IsSparse);

    public void AddInput(Value value)
    {
        Own(value);
        value.IsGraphInput = true;
        _inputs.Add(value);
    }

    public void AddOutput(Value value)
    {
        value.GraphOutputCount++;
        _outputs.Add(value);
    }

    public void SetOutput(int index, Value value)
    {
        _outputs[index].GraphOutputCount--;
        value.GraphOutputCount++;
        _outputs[index] = value;
    }

    /// <summary>Stores <paramref name="data"/> under <paramref name="value"/>, which must be new or an input of this graph without a stored tensor.</summary>
    /// <exception cref="InvalidOperationException">The value has another origin.</exception>
    public Value AddInitializer(Value value, TensorData data)
    {
        if (!value.IsGraphInput || value.Owner != this || value.Initializer is not null || value.IsSparse)
        {
            Own(value);
        }

        value.Initializer = data;
        value.Type = TensorType.Of(data.Element, data.Shape);
        _initializers.Add(value);
        return value;
    }

    /// <summary>A new constant value.</summary>
    public Value AddInitializer(string name, TensorData data) => AddInitializer(new Value(name), data);

    /// <summary>Drops an initializer that nothing uses.</summary>
    /// <exception cref="InvalidOperationException">It is still used, callers may override it, or it is none of this graph's.</exception>
    public void RemoveInitializer(Value value)
    {
        if (!_initializers.Contains(value) || IsPartOfSignature(value))
        {
            throw new InvalidOperationException($"{value} is no initializer of this graph, or callers may override it.");
        }

        RemoveInitializers(candidate => candidate == value);
    }

    /// <summary>
    /// Drops all initializers for which <paramref name="drop"/> holds in one pass; each must be unused. Those that callers may override are part of the
    /// graph's signature and stay.
    /// </summary>
    /// <returns>Number of initializers dropped.</returns>
    /// <exception cref="InvalidOperationException">One is still used; nothing was dropped.</exception>
    public int RemoveInitializers(Predicate<Value> drop)
    {
        var dropped = _initializers.Where(value => !IsPartOfSignature(value) && drop(value)).ToHashSet();
        if (dropped.FirstOrDefault(value => value.Uses.Count > 0 || value.IsGraphOutput) is { } used)
        {
            throw new InvalidOperationException($"{used} is still used.");
        }

        foreach (var value in dropped)
        {
            value.Initializer = null;
            value.Owner = null;
            value.IsGraphInput = false;
        }

        _inputs.RemoveAll(dropped.Contains);
        return _initializers.RemoveAll(dropped.Contains);
    }

    /// <summary>For the Onnx layer: an initializer the IR keeps but does not model.</summary>
    internal void AddSparseInitializer(Value value)
    {
        if (!value.IsGraphInput || value.Owner != this)
        {
            Own(value);
        }

        _initializers.Add(value);
    }

    public Node Append(Node node) => Insert(node, _nodes.AddLast(node));

    public Node InsertBefore(Node anchor, Node node) => Insert(node, _nodes.AddBefore(PositionOf(anchor), node));

    public Node InsertAfter(Node anchor, Node node) => Insert(node, _nodes.AddAfter(PositionOf(anchor), node));

    /// <summary>Removes a node whose outputs nothing uses any more.</summary>
    /// <exception cref="InvalidOperationException">An output is still used.</exception>
    public void Remove(Node node)
    {
        foreach (var output in node.Outputs)
        {
            if (output is { Uses.Count: > 0 } or { IsGraphOutput: true })
            {
                throw new InvalidOperationException($"{node} cannot be removed: {output} is still used.");
            }
        }

        _nodes.Remove(PositionOf(node));
        node.Position = null;
        node.Detach();
    }

    /// <summary>Puts the nodes into the order of <paramref name="nodes"/>, which must hold exactly this graph's nodes.</summary>
    public void Reorder(IReadOnlyList<Node> nodes)
    {
        if (nodes.Count != _nodes.Count || nodes.Any(node => node.Graph != this) || nodes.Distinct().Count() != nodes.Count)
        {
            throw new ArgumentException("Not the nodes of this graph.", nameof(nodes));
        }

        _nodes.Clear();
        foreach (var node in nodes)
        {
            node.Position = _nodes.AddLast(node);
        }
    }

    /// <summary>This graph and all graphs nested in it, outer first.</summary>
    public IEnumerable<Graph> SelfAndSubgraphs() =>
        new[] { this }.Concat(_nodes.SelectMany(node => node.Subgraphs).SelectMany(graph => graph.SelfAndSubgraphs()));

    internal void DetachAll()
    {
        foreach (var output in _outputs)
        {
            output.GraphOutputCount--;
        }

        _outputs.Clear();
        foreach (var node in _nodes)
        {
            node.Position = null;
            node.Detach();
        }

        _nodes.Clear();
    }

    private Node Insert(Node node, LinkedListNode<Node> position)
    {
        if (node.Graph is not null)
        {
            _nodes.Remove(position);
            throw new InvalidOperationException($"{node} is already in a graph.");
        }

        node.Position = position;
        node.AttachOutputs(this);
        return node;
    }

    private bool IsPartOfSignature(Value value) => value.IsGraphInput && InitializersCanBeOverridden;

    private LinkedListNode<Node> PositionOf(Node node) =>
        node.Graph == this && node.Position is { } position ? position : throw new InvalidOperationException($"{node} is not in this graph.");

    private void Own(Value value)
    {
        if (value.Owner is not null || value.Producer is not null)
        {
            throw new InvalidOperationException($"{value} already has an origin.");
        }

        value.Owner = this;
    }
}
