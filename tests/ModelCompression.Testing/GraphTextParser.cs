using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Testing;

internal sealed class GraphTextParser(string text)
{
    private readonly GraphTextTokens _tokens = new(text);
    private readonly SortedDictionary<string, long> _opsets = new(StringComparer.Ordinal) { [""] = 17 };
    private long _irVersion = 8;

    /// <summary>Constants written without content.</summary>
    public HashSet<Value> AnyContent { get; } = [];

    public Model Model()
    {
        var graph = Body(new Scope(null, new Graph { Name = "main" }), TokenKind.End);
        return new Model(graph, _irVersion, _opsets);
    }

    private Graph Body(Scope scope, TokenKind end)
    {
        while (end == TokenKind.End ? _tokens.Peek().Kind != TokenKind.End : !_tokens.TakeIf("}"))
        {
            Statement(scope);
        }

        return scope.Graph;
    }

    private void Statement(Scope scope)
    {
        var isKeyword = _tokens.Peek(1) is { Kind: TokenKind.Word or TokenKind.Number };
        switch (isKeyword ? _tokens.Peek().Text : "")
        {
            case "opset":
                _tokens.Take();
                var domain = _tokens.Peek().Kind == TokenKind.Word ? _tokens.Word() : "";
                _opsets[domain] = _tokens.Integer();
                break;
            case "ir":
                _tokens.Take();
                _irVersion = _tokens.Integer();
                break;
            case "input":
                _tokens.Take();
                Input(scope);
                break;
            case "output":
                _tokens.Take();
                var output = scope.Find(_tokens.Word()) ?? throw _tokens.Error("output of an unknown value before this");
                output.Type = _tokens.TakeIf(":") ? Type() : output.Type;
                scope.Graph.AddOutput(output);
                break;
            default:
                Definition(scope);
                break;
        }
    }

    private void Input(Scope scope)
    {
        var value = new Value(_tokens.Word());
        value.Type = _tokens.TakeIf(":") ? Type() : null;
        scope.Add(value);
        scope.Graph.AddInput(value);
        if (_tokens.TakeIf("="))
        {
            scope.Graph.AddInitializer(value, Content(value.Type ?? throw _tokens.Error("a default needs a type"), out _));
        }
    }

    private void Definition(Scope scope)
    {
        var outputs = new List<Value?>();
        do
        {
            var name = _tokens.Word();
            var type = _tokens.TakeIf(":") ? Type() : null;
            outputs.Add(name == "_" ? null : new Value(name, type));
        }
        while (_tokens.TakeIf(","));

        _tokens.Expect("=");
        if (_tokens.TakeIf("const"))
        {
            var value = outputs[0] ?? throw _tokens.Error("a constant needs a name");
            scope.Graph.AddInitializer(value, Content(Type(), out var isAny));
            scope.Add(value);
            if (isAny)
            {
                AnyContent.Add(value);
            }

            return;
        }

        Call(scope, outputs);
    }

    private void Call(Scope scope, List<Value?> outputs)
    {
        var op = _tokens.Word();
        var dot = op.LastIndexOf('.');
        var domain = dot < 0 ? "" : op[..dot];
        _opsets.TryAdd(domain, 1);
        var inputs = new List<Value?>();
        _tokens.Expect("(");
        while (!_tokens.TakeIf(")"))
        {
            var name = _tokens.Word();
            inputs.Add(name == "_" ? null : scope.Find(name) ?? throw _tokens.Error($"'{name}' is not defined before this"));
            _tokens.TakeIf(",");
        }

        var attributes = new List<Ir.Attribute>();
        if (_tokens.TakeIf("<"))
        {
            while (!_tokens.TakeIf(">"))
            {
                attributes.Add(Attribute(scope));
                _tokens.TakeIf(",");
            }
        }

        scope.Graph.Append(new Node(op[(dot + 1)..], inputs, outputs, attributes, domain));
        outputs.OfType<Value>().ToList().ForEach(scope.Add);
    }

    private Ir.Attribute Attribute(Scope scope)
    {
        var name = _tokens.Word();
        _tokens.Expect("=");
        if (_tokens.Peek().Kind == TokenKind.Text)
        {
            return Ir.Attribute.String(name, _tokens.Take().Text);
        }

        if (_tokens.TakeIf("["))
        {
            var items = new List<string>();
            var isText = _tokens.Peek().Kind == TokenKind.Text;
            while (!_tokens.TakeIf("]"))
            {
                items.Add(_tokens.Take().Text);
                _tokens.TakeIf(",");
            }

            if (isText)
            {
                return Ir.Attribute.Strings(name, [.. items]);
            }

            return items.Any(IsReal) ? Ir.Attribute.Floats(name, [.. items.Select(Real)]) : Ir.Attribute.Ints(name, [.. items.Select(Integer)]);
        }

        if (_tokens.TakeIf("graph"))
        {
            _tokens.Expect("{");
            return Ir.Attribute.Subgraph(name, Body(new Scope(scope, new Graph { Name = name }), TokenKind.Mark));
        }

        if (_tokens.Peek().Kind == TokenKind.Word)
        {
            return Ir.Attribute.Tensor(name, Content(Type(), out _));
        }

        var number = _tokens.Take().Text;
        return IsReal(number) ? Ir.Attribute.Float(name, Real(number)) : Ir.Attribute.Int(name, Integer(number));
    }

    private TensorType Type()
    {
        var name = _tokens.Word();
        var element = Enum.GetValues<ElementType>().FirstOrDefault(type => GraphText.NameOf(type) == name);
        if (element == ElementType.Undefined)
        {
            throw _tokens.Error($"'{name}' is no element type");
        }

        if (!_tokens.TakeIf("["))
        {
            return new TensorType(element, null);
        }

        var dims = new List<Dimension>();
        while (!_tokens.TakeIf("]"))
        {
            dims.Add(_tokens.Peek().Kind == TokenKind.Number ? Dimension.Of(_tokens.Integer())
                : _tokens.TakeIf("?") ? Dimension.Unknown
                : Dimension.Named(_tokens.Word()));
            _tokens.TakeIf(",");
        }

        return new TensorType(element, dims);
    }

    private TensorData Content(TensorType type, out bool isAny)
    {
        var shape = type.KnownShape ?? throw _tokens.Error("a constant needs a full shape");
        var values = new double[shape.Count];
        isAny = false;
        if (_tokens.TakeIf("seed"))
        {
            var random = new Random((int)_tokens.Integer());
            var (low, high) = _tokens.TakeIf("range") ? (_tokens.Real(), _tokens.Real()) : (-1, 1);
            return SeededTensors.Of(type.Element, Array.ConvertAll(values, _ => low + ((high - low) * random.NextDouble())), shape);
        }

        if (_tokens.TakeIf("fill"))
        {
            Array.Fill(values, Real(_tokens.Take().Text));
        }
        else if (_tokens.TakeIf("{"))
        {
            for (var i = 0; !_tokens.TakeIf("}"); i++)
            {
                values[i] = Real(_tokens.Take().Text);
                _tokens.TakeIf(",");
            }
        }
        else
        {
            isAny = true;
        }

        return SeededTensors.Of(type.Element, values, shape);
    }

    private static bool IsReal(string text) => text.AsSpan().IndexOfAny(".en") >= 0;

    private static long Integer(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static float Real(string text) => text switch
    {
        "inf" => float.PositiveInfinity,
        "-inf" => float.NegativeInfinity,
        "nan" => float.NaN,
        _ => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
    };

    private sealed class Scope(Scope? outer, Graph graph)
    {
        private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

        public Graph Graph { get; } = graph;

        public void Add(Value value) => _values.Add(value.Name, value);

        public Value? Find(string name) => _values.GetValueOrDefault(name) ?? outer?.Find(name);
    }
}
