using ModelCompression.Ir;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Onnx;

/// <summary>Turns graphs into GraphProto: starts from the message a graph was read from and puts in what the IR holds now.</summary>
/// <param name="names">The name of every value.</param>
/// <param name="external">Tensors stored in another file; null when everything is stored in the model.</param>
internal sealed class GraphWriter(Model model, IReadOnlyDictionary<Value, string> names, ExternalLayout? external)
{
    /// <summary>The main graph, with <paramref name="extraOutputs"/> after its own outputs.</summary>
    public GraphProto WriteMain(IReadOnlyList<Value> extraOutputs)
    {
        var message = Write(model.Graph);
        message.Output.AddRange(extraOutputs.Except(model.Graph.Outputs).Select(value => Declare(value, (value.Extras as ValueOrigin)?.Declared)));
        return message;
    }

    /// <summary>All names a quantization annotation holds.</summary>
    public static IEnumerable<string> NamesIn(TensorAnnotation annotation) =>
        annotation.QuantParameterTensorNames.Select(entry => entry.Value).Prepend(annotation.TensorName);

    private GraphProto Write(Graph graph)
    {
        var origin = graph.Extras as GraphOrigin;
        var message = origin?.Message.Clone() ?? new GraphProto();
        if (message.Name != graph.Name)
        {
            message.Name = graph.Name;
        }

        message.Input.AddRange(InputsOf(graph).Select(value => Declare(value, (value.Extras as ValueOrigin)?.Declared)));
        for (var i = 0; i < graph.Outputs.Count; i++)
        {
            message.Output.Add(DeclareOutput(graph, i));
        }

        WriteInitializers(graph, message);
        message.Node.AddRange(graph.Nodes.Select(Write));
        WriteValueInfos(graph, message);
        WriteAnnotations(origin, message);
        return message;
    }

    /// <summary>
    /// Up to IR version 3 an initializer must also be an input; from version 4 on that would let callers override it, so an initializer that could not be
    /// overridden in the source is no input any more when the version was raised.
    /// </summary>
    private IEnumerable<Value> InputsOf(Graph graph)
    {
        if (model.IrVersion >= 4)
        {
            return graph.InitializersCanBeOverridden ? graph.Inputs : graph.Inputs.Where(input => input.Initializer is null && !input.IsSparse);
        }

        return graph == model.Graph ? graph.Inputs.Concat(graph.Initializers.Where(value => !value.IsGraphInput)) : graph.Inputs;
    }

    /// <summary>
    /// An output that had a declaration of its own (the value is also an input, another output, or an outer value) keeps it, its type included,
    /// as long as the value's type does not contradict it.
    /// </summary>
    private ValueInfoProto DeclareOutput(Graph graph, int index)
    {
        var value = graph.Outputs[index];
        var other = (graph.Extras as GraphOrigin)?.Outputs.FirstOrDefault(output => output.Index == index && output.Value == value)?.Declared;
        if (other is null)
        {
            return Declare(value, (value.Extras as ValueOrigin)?.Declared);
        }

        return DeclaredTypes.AreCompatible(DeclaredTypes.Read(other.Type), value.Type) ? Named(other.Clone(), value) : Declare(value, other);
    }

    private ValueInfoProto Declare(Value value, ValueInfoProto? declared)
    {
        var result = Named(declared?.Clone() ?? new ValueInfoProto(), value);
        if (!Equals(DeclaredTypes.Read(result.Type), value.Type))
        {
            result.Type = value.Type is { } type ? DeclaredTypes.Write(type) : null;
        }

        return result;
    }

    private ValueInfoProto Named(ValueInfoProto declaration, Value value)
    {
        if (!declaration.HasName || declaration.Name != names[value])
        {
            declaration.Name = names[value];
        }

        return declaration;
    }

    private void WriteInitializers(Graph graph, GraphProto message)
    {
        foreach (var value in graph.Initializers)
        {
            if (value.Initializer is { } data)
            {
                message.Initializer.Add(external?.OffsetOf(data) is { } offset
                    ? TensorWriter.WriteExternal(data, names[value], external.Location, offset)
                    : TensorWriter.Write(data, names[value]));
            }
            else if (value.Extras is ValueOrigin { Sparse: { } sparse })
            {
                var copy = sparse.Clone();
                copy.Values.Name = names[value];
                message.SparseInitializer.Add(copy);
            }
        }
    }

    private NodeProto Write(Node node)
    {
        var message = (node.Extras as NodeProto)?.Clone() ?? new NodeProto { OpType = node.OpType };
        if (message.Domain != node.Domain && !(node.Domain.Length == 0 && message.Domain == "ai.onnx"))
        {
            message.Domain = node.Domain;
        }

        if (message.Name != node.Name)
        {
            message.Name = node.Name;
        }

        message.Input.AddRange(node.Inputs.Select(NameOf));
        message.Output.AddRange(node.Outputs.Select(NameOf));
        message.Attribute.AddRange(node.Attributes.Select(attribute => AttributeWriter.Write(attribute, Write)));
        RenameSharding(node, message);
        return message;
    }

    private string NameOf(Value? value) => value is null ? "" : names[value];

    private void RenameSharding(Node node, NodeProto message)
    {
        foreach (var spec in message.DeviceConfigurations.SelectMany(configuration => configuration.ShardingSpec))
        {
            if (node.Inputs.Concat(node.Outputs).FirstOrDefault(value => value?.Name == spec.TensorName) is { } value)
            {
                spec.TensorName = names[value];
            }
        }
    }

    private void WriteValueInfos(Graph graph, GraphProto message)
    {
        var unknown = message.ValueInfo.ToList();
        message.ValueInfo.Clear();
        var declared = message.Input.Concat(message.Output).Select(value => value.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var value in graph.Initializers.Concat(graph.Nodes.SelectMany(node => node.Outputs)).OfType<Value>())
        {
            var origin = (value.Extras as ValueOrigin)?.Declared;
            if (!declared.Contains(names[value]) && (origin is not null || (value.Type is not null && value.Initializer is null)))
            {
                message.ValueInfo.Add(Declare(value, origin));
            }
        }

        if (unknown.Count > 0)
        {
            var used = new HashSet<string>(names.Values, StringComparer.Ordinal);
            message.ValueInfo.AddRange(unknown.Where(info => !used.Contains(info.Name)));
        }
    }

    private void WriteAnnotations(GraphOrigin? origin, GraphProto message)
    {
        var kept = new List<TensorAnnotation>();
        foreach (var annotation in message.QuantizationAnnotation)
        {
            if (NamesIn(annotation).All(name => origin?.Annotated.GetValueOrDefault(name) is not { } value || names.ContainsKey(value)))
            {
                annotation.TensorName = Rename(annotation.TensorName);
                foreach (var entry in annotation.QuantParameterTensorNames)
                {
                    entry.Value = Rename(entry.Value);
                }

                kept.Add(annotation);
            }
        }

        message.QuantizationAnnotation.Clear();
        message.QuantizationAnnotation.AddRange(kept);

        string Rename(string name) => origin?.Annotated.GetValueOrDefault(name) is { } value ? names[value] : name;
    }
}
