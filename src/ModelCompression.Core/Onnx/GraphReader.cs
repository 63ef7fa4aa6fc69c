using ModelCompression.Ir;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Onnx;

/// <summary>Turns one GraphProto into a graph. Names are resolved here, in the graph's own scope first, then in the scopes around it.</summary>
internal sealed class GraphReader
{
    private const int MaxAttributes = 4096;

    private readonly ReadContext _context;
    private readonly GraphReader? _outer;
    private readonly GraphProto _message;
    private readonly Graph _graph;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly List<OutputDeclaration> _outputs = [];
    private bool _needsSorting;

    private GraphReader(GraphProto message, ReadContext context, GraphReader? outer)
    {
        _context = context;
        _outer = outer;
        _message = message;
        _graph = new Graph { Name = message.Name, InitializersCanBeOverridden = context.CanOverride };
    }

    public ModelSource Source => _context.Source;

    /// <summary>Reads <paramref name="message"/>, which is emptied of everything the IR models and then kept.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2002, MC2010.</exception>
    public static Graph Read(GraphProto message, ReadContext context) => new GraphReader(message, context, outer: null).Read();

    /// <summary>Reads a graph that sees the values of this one.</summary>
    public Graph ReadSubgraph(GraphProto message) => new GraphReader(message, _context, this).Read();

    private Graph Read()
    {
        ReadInputs();
        ReadInitializers();
        DeclareNodeOutputs();
        ReadNodes();
        ReadOutputs();
        var unknown = ReadValueInfos();
        if (_needsSorting)
        {
            _graph.Reorder(TopologicalOrder.Sort(_graph) ?? throw Source.Invalid($"the nodes of graph '{_graph.Name}' form a cycle"));
        }

        Keep(unknown);
        return _graph;
    }

    private void ReadInputs()
    {
        var sparse = _message.SparseInitializer.Select(tensor => tensor.Values?.Name ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var input in _message.Input)
        {
            var value = new Value(input.Name, DeclaredTypes.Read(input.Type)) { IsSparse = sparse.Contains(input.Name), Extras = new ValueOrigin(input) };
            Define(value, "graph input");
            _graph.AddInput(value);
        }
    }

    private void ReadInitializers()
    {
        foreach (var message in _message.Initializer)
        {
            var data = TensorReader.Read(message, Source, $"initializer '{message.Name}'");
            var value = InputOrNew(message.Name, isSparse: false);
            var declared = value.Type;
            _graph.AddInitializer(value, data);
            if (declared is not null && declared.Element != data.Element)
            {
                throw Source.Invalid($"initializer '{message.Name}' is declared as {declared} but holds {data}");
            }

            // A declared shape may leave axes free; one that contradicts the data is not believed.
            value.Type = declared is not null && DeclaredTypes.AreCompatible(declared, value.Type) ? declared : value.Type;
        }

        foreach (var message in _message.SparseInitializer)
        {
            UnmodelledTensors.Inline(message, Source);
            var value = InputOrNew(message.Values?.Name ?? "", isSparse: true);
            value.Extras = new ValueOrigin((value.Extras as ValueOrigin)?.Declared, message);
            _graph.AddSparseInitializer(value);
        }
    }

    /// <summary>The input of that name that has no initializer yet, or a new value.</summary>
    private Value InputOrNew(string name, bool isSparse)
    {
        if (_values.TryGetValue(name, out var value) && value.IsGraphInput && value.Initializer is null && value.IsSparse == isSparse
            && value.Extras is not ValueOrigin { Sparse: not null })
        {
            return value;
        }

        value = new Value(name) { IsSparse = isSparse };
        Define(value, "initializer");
        return value;
    }

    private void DeclareNodeOutputs()
    {
        foreach (var name in _message.Node.SelectMany(node => node.Output))
        {
            if (name.Length > 0)
            {
                Define(new Value(name), "node output");
            }
        }
    }

    private void ReadNodes()
    {
        foreach (var message in _message.Node)
        {
            var node = Describe(message);
            if (message.OpType.Length == 0)
            {
                throw Source.Invalid($"{node} has no operator type");
            }

            var outputs = message.Output.Select(name => name.Length == 0 ? null : _values[name]).ToArray();
            var inputs = message.Input.Select(name => name.Length == 0 ? null : Find(name) ?? throw Source.Invalid($"{node} uses '{name}', which nothing defines")).ToArray();
            RequireAttributeNames(message, node);
            var attributes = message.Attribute.Select(attribute => AttributeReader.Read(attribute, this, node)).ToArray();
            message.Input.Clear();
            message.Output.Clear();
            message.Attribute.Clear();
            _graph.Append(new Node(message.OpType, inputs, outputs, attributes, message.Domain, message.Name) { Extras = message });
        }
    }

    private void RequireAttributeNames(NodeProto message, string node)
    {
        if (message.Attribute.Count > MaxAttributes)
        {
            throw Source.Invalid($"{node} has more than {MaxAttributes} attributes");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in message.Attribute)
        {
            if (attribute.Name.Length == 0 || !names.Add(attribute.Name))
            {
                throw Source.Invalid($"{node} has two attributes named '{attribute.Name}', or one without a name");
            }
        }
    }

    private void ReadOutputs()
    {
        for (var i = 0; i < _message.Output.Count; i++)
        {
            var message = _message.Output[i];
            var value = Find(message.Name) ?? throw Source.Invalid($"graph output '{message.Name}' is defined by nothing");
            _graph.AddOutput(value);
            if (value.Owner == _graph && value.Extras is not ValueOrigin { Declared: not null })
            {
                value.Extras = new ValueOrigin(message, (value.Extras as ValueOrigin)?.Sparse);
                value.Type ??= DeclaredTypes.Read(message.Type);
            }
            else
            {
                _outputs.Add(new OutputDeclaration(i, value, message));
            }
        }
    }

    /// <returns>The declarations of names that are no values of this graph.</returns>
    private List<ValueInfoProto> ReadValueInfos()
    {
        var unknown = new List<ValueInfoProto>();
        foreach (var message in _message.ValueInfo)
        {
            if (!_values.TryGetValue(message.Name, out var value))
            {
                unknown.Add(message);
                continue;
            }

            value.Type ??= DeclaredTypes.Read(message.Type);
            if (value.Extras is not ValueOrigin { Declared: not null } origin)
            {
                value.Extras = new ValueOrigin(message, (value.Extras as ValueOrigin)?.Sparse);
            }
            else if (origin.Declared.Type is null)
            {
                origin.Declared.Type = message.Type;
            }
        }

        return unknown;
    }

    private void Keep(List<ValueInfoProto> unknown)
    {
        var annotated = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var name in _message.QuantizationAnnotation.SelectMany(GraphWriter.NamesIn))
        {
            if (Find(name) is { } value)
            {
                annotated.TryAdd(name, value);
            }
        }

        _message.Input.Clear();
        _message.Output.Clear();
        _message.Initializer.Clear();
        _message.SparseInitializer.Clear();
        _message.Node.Clear();
        _message.ValueInfo.Clear();
        _message.ValueInfo.AddRange(unknown);
        _graph.Extras = new GraphOrigin(_message, _outputs, annotated);
    }

    private void Define(Value value, string what)
    {
        if (value.Name.Length == 0)
        {
            throw Source.Invalid($"a {what} of graph '{_graph.Name}' has no name");
        }

        if (!_values.TryAdd(value.Name, value))
        {
            throw Source.Invalid($"'{value.Name}' is defined twice in graph '{_graph.Name}'");
        }
    }

    private Value? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._values.TryGetValue(name, out var value))
            {
                scope._needsSorting |= value.Owner is null;
                return value;
            }
        }

        return null;
    }

    private static string Describe(NodeProto message) =>
        message.Name.Length > 0 ? $"node '{message.Name}' ({message.OpType})" : $"the {message.OpType} node of '{message.Output.FirstOrDefault()}'";
}
