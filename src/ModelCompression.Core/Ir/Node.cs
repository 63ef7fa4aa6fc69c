using ModelCompression.Tensors;

namespace ModelCompression.Ir;

/// <summary>An operator call. Inputs may be absent (null); outputs may be absent too (an output nobody names).</summary>
public sealed class Node
{
    private readonly List<Value?> _inputs = [];
    private readonly List<Value?> _outputs = [];
    private readonly List<Attribute> _attributes = [];

    /// <param name="opType">Operator, for example <c>Conv</c>.</param>
    /// <param name="inputs">Input values; null for an absent optional input.</param>
    /// <param name="outputs">New values without producer; null for an output that is not wanted.</param>
    /// <param name="domain">Operator domain; the default ONNX domain is the empty string.</param>
    public Node(string opType, IEnumerable<Value?> inputs, IEnumerable<Value?> outputs, IEnumerable<Attribute>? attributes = null, string domain = "", string name = "")
    {
        OpType = opType;
        Domain = domain == "ai.onnx" ? "" : domain;
        Name = name;
        foreach (var output in outputs)
        {
            AddOutput(output);
        }

        foreach (var input in inputs)
        {
            AddInput(input);
        }

        foreach (var attribute in attributes ?? [])
        {
            SetAttribute(attribute);
        }
    }

    public string OpType { get; }

    /// <summary>Operator domain; empty for the default ONNX domain.</summary>
    public string Domain { get; }

    public string Name { get; set; }

    /// <summary>The graph the node is in; null before insertion and after removal.</summary>
    public Graph? Graph { get; internal set; }

    public IReadOnlyList<Value?> Inputs => _inputs;

    public IReadOnlyList<Value?> Outputs => _outputs;

    /// <summary>Attributes in the order they were set.</summary>
    public IReadOnlyList<Attribute> Attributes => _attributes;

    /// <summary>Opaque to everything but the Onnx layer.</summary>
    internal object? Extras { get; set; }

    internal LinkedListNode<Node>? Position { get; set; }

    /// <summary>All graphs held in attributes (bodies of If, Loop, Scan), in order.</summary>
    public IEnumerable<Graph> Subgraphs => _attributes.SelectMany(attribute => attribute.Graphs);

    /// <summary>True for <paramref name="opType"/> of the default domain.</summary>
    public bool Is(string opType) => OpType == opType && Domain.Length == 0;

    /// <summary>True for one of <paramref name="opTypes"/> of the default domain.</summary>
    public bool IsAny(params ReadOnlySpan<string> opTypes) => Domain.Length == 0 && opTypes.Contains(OpType);

    /// <summary>Input <paramref name="index"/>, or null when it is absent or beyond the end.</summary>
    public Value? Input(int index) => index < _inputs.Count ? _inputs[index] : null;

    /// <summary>Output <paramref name="index"/>.</summary>
    /// <exception cref="InvalidOperationException">The output is absent.</exception>
    public Value Output(int index) =>
        (index < _outputs.Count ? _outputs[index] : null) ?? throw new InvalidOperationException($"{this} has no output {index}.");

    public void SetInput(int index, Value? value)
    {
        if (_inputs[index] is { } old)
        {
            old.RemoveUse(new Use(this, index));
        }

        _inputs[index] = value;
        value?.AddUse(new Use(this, index));
    }

    public void AddInput(Value? value)
    {
        _inputs.Add(value);
        value?.AddUse(new Use(this, _inputs.Count - 1));
    }

    /// <summary>Drops the inputs from <paramref name="count"/> on.</summary>
    public void TrimInputs(int count)
    {
        for (var i = _inputs.Count - 1; i >= count; i--)
        {
            SetInput(i, null);
            _inputs.RemoveAt(i);
        }
    }

    public void AddOutput(Value? value)
    {
        if (value is { Producer: not null } or { Owner: not null })
        {
            throw new InvalidOperationException($"{value} already has an origin.");
        }

        _outputs.Add(value);
        if (value is not null)
        {
            value.Producer = this;
            value.ProducerIndex = _outputs.Count - 1;
            value.Owner = Graph;
        }
    }

    public Attribute? Attribute(string name) => _attributes.Find(attribute => attribute.Name == name);

    /// <summary>Adds an attribute or replaces the one of that name. Graphs in it become this node's; graphs in a replaced one are emptied.</summary>
    public void SetAttribute(Attribute attribute)
    {
        var index = _attributes.FindIndex(existing => existing.Name == attribute.Name);
        foreach (var graph in attribute.Graphs)
        {
            graph.OwnerNode = this;
        }

        if (index < 0)
        {
            _attributes.Add(attribute);
            return;
        }

        var replaced = _attributes[index];
        _attributes[index] = attribute;
        Release(replaced.Graphs.Except(attribute.Graphs));
    }

    /// <summary>Drops an attribute; graphs in it are emptied unless another node took them.</summary>
    public void RemoveAttribute(string name)
    {
        var removed = _attributes.Where(attribute => attribute.Name == name).ToList();
        _attributes.RemoveAll(attribute => attribute.Name == name);
        Release(removed.SelectMany(attribute => attribute.Graphs));
    }

    public long Int(string name, long fallback) => Attribute(name)?.Value is long value ? value : fallback;

    public float Float(string name, float fallback) => Attribute(name)?.Value is float value ? value : fallback;

    public long[]? Ints(string name) => Attribute(name)?.Value as long[];

    public float[]? Floats(string name) => Attribute(name)?.Value as float[];

    public string Text(string name, string fallback) =>
        Attribute(name)?.Value is ReadOnlyMemory<byte> value ? System.Text.Encoding.UTF8.GetString(value.Span) : fallback;

    public TensorData? Tensor(string name) => Attribute(name)?.Value as TensorData;

    public override string ToString() => Name.Length > 0 ? $"{OpType} '{Name}'" : $"{OpType} '{_outputs.FirstOrDefault()?.Name}'";

    internal void AttachOutputs(Graph? graph)
    {
        Graph = graph;
        foreach (var output in _outputs)
        {
            if (output is not null)
            {
                output.Owner = graph;
            }
        }
    }

    internal void Detach()
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            SetInput(i, null);
        }

        Release(Subgraphs);
        AttachOutputs(null);
    }

    /// <summary>Empties graphs that are still this node's, so that they no longer use outer values.</summary>
    private void Release(IEnumerable<Graph> graphs)
    {
        foreach (var graph in graphs.Where(graph => graph.OwnerNode == this).ToList())
        {
            graph.DetachAll();
            graph.OwnerNode = null;
        }
    }
}
