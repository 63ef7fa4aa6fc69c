namespace ModelCompression.Tasks.Signature;

/// <summary>Walks a ModelProto once and keeps what belongs to the signature. Numbers in the switches are ONNX's field numbers.</summary>
internal sealed class SignatureCollector(WireReader wire)
{
    private const int MaxValues = 10_000;

    private readonly List<SignatureValue> _inputs = [];
    private readonly List<SignatureValue> _outputs = [];
    private readonly List<string> _initializers = [];
    private readonly SortedSet<string> _locations = new(StringComparer.Ordinal);
    private long _irVersion;
    private bool _hasGraph;

    /// <exception cref="MalformedWireException">Not a complete model.</exception>
    public ModelSignature Read()
    {
        while (wire.NextField(out var field))
        {
            ModelField(field);
        }

        if (!_hasGraph)
        {
            throw new MalformedWireException("it holds no graph");
        }

        var defaults = new HashSet<string>(_initializers, StringComparer.Ordinal);
        var inputs = _inputs.ConvertAll(input => defaults.Contains(input.Name)
            ? new SignatureValue(input.Name, input.Kind, input.ElementType, input.Dimensions, hasDefault: true)
            : input);
        return new ModelSignature(_irVersion, inputs, _outputs, _initializers, [.. _locations]);
    }

    private void ModelField(int field)
    {
        switch (field)
        {
            case 1: _irVersion = wire.Int64(); break;
            case 7: _hasGraph = true; wire.Message(MainGraphField); break;
            case 20: wire.Message(TrainingField); break;
            case 25: wire.Message(FunctionField); break;
            default: wire.Skip(); break;
        }
    }

    private void MainGraphField(int field)
    {
        switch (field)
        {
            case 5: KeepInitializer(Tensor()); break;
            case 11: _inputs.Add(Value()); break;
            case 12: _outputs.Add(Value()); break;
            case 15: KeepInitializer(SparseTensor()); break;
            default: InnerGraphField(field); break;
        }
    }

    /// <summary>A field of any graph: only its files matter.</summary>
    private void InnerGraphField(int field)
    {
        switch (field)
        {
            case 1: wire.Message(NodeField); break;
            case 5: Tensor(); break;
            case 15: SparseTensor(); break;
            default: wire.Skip(); break;
        }
    }

    private void TrainingField(int field)
    {
        if (field is 1 or 2)
        {
            wire.Message(InnerGraphField);
            return;
        }

        wire.Skip();
    }

    private void FunctionField(int field)
    {
        switch (field)
        {
            case 7: wire.Message(NodeField); break;
            case 11: wire.Message(AttributeField); break;
            default: wire.Skip(); break;
        }
    }

    private void NodeField(int field)
    {
        if (field == 5)
        {
            wire.Message(AttributeField);
            return;
        }

        wire.Skip();
    }

    private void AttributeField(int field)
    {
        switch (field)
        {
            case 5 or 10: Tensor(); break;
            case 6 or 11: wire.Message(InnerGraphField); break;
            case 22 or 23: SparseTensor(); break;
            default: wire.Skip(); break;
        }
    }

    private void KeepInitializer(string name)
    {
        wire.Keep();
        _initializers.Add(name);
    }

    /// <summary>Reads a sparse tensor and returns its name, which is that of its values.</summary>
    private string SparseTensor()
    {
        var name = "";
        wire.Message(field =>
        {
            switch (field)
            {
                case 1: name = Tensor(); break;
                case 2: Tensor(); break;
                default: wire.Skip(); break;
            }
        });
        return name;
    }

    /// <summary>Reads a tensor without its data, notes its file when it has one, and returns its name.</summary>
    private string Tensor()
    {
        var (name, location, isExternal) = ("", "", false);
        wire.Message(field =>
        {
            switch (field)
            {
                case 8: name = wire.Text(); break;
                case 13: location = Location() ?? location; break;
                case 14: isExternal = wire.Int64() == 1; break;
                default: wire.Skip(); break;
            }
        });
        if (isExternal)
        {
            _locations.Add(location);
        }

        return name;
    }

    /// <summary>The value of an entry whose key is <c>location</c>, else null.</summary>
    private string? Location()
    {
        var (key, value) = ("", "");
        wire.Message(field =>
        {
            switch (field)
            {
                case 1: key = wire.Text(); break;
                case 2: value = wire.Text(); break;
                default: wire.Skip(); break;
            }
        });
        return key == "location" ? value : null;
    }

    private SignatureValue Value()
    {
        if (_inputs.Count + _outputs.Count >= MaxValues)
        {
            throw new MalformedWireException($"it has more than {MaxValues} inputs and outputs");
        }

        var name = "";
        var type = new SignatureTypeReader(wire);
        wire.Message(field =>
        {
            switch (field)
            {
                case 1: name = wire.Text(); break;
                case 2: type.Read(); break;
                default: wire.Skip(); break;
            }
        });
        return new SignatureValue(name, type.Kind, type.ElementType, type.Dimensions);
    }
}
