using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Testing;

internal sealed class GraphTextPrinter(Predicate<Value> printsContent)
{
    public const string AnyContent = "{*}";
    private const int MaxListed = 16;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<Value, string> _names = [];

    public string Print(Model model)
    {
        foreach (var (domain, version) in model.Opsets)
        {
            _text.Append(CultureInfo.InvariantCulture, $"opset {(domain.Length == 0 ? "" : domain + " ")}{version}\n");
        }

        PrintGraph(model.Graph, "");
        return _text.ToString().TrimEnd('\n');
    }

    private void PrintGraph(Graph graph, string indent)
    {
        foreach (var input in graph.Inputs)
        {
            _names[input] = indent.Length == 0 ? input.Name : Fresh();
            var content = input.Initializer is { } data ? " = " + Content(input, data) : "";
            _text.Append(indent).Append("input ").Append(_names[input]).Append(": ").Append(Type(input.Type)).Append(content).Append('\n');
        }

        var seen = new HashSet<Node>();
        foreach (var output in graph.Outputs)
        {
            if (indent.Length == 0)
            {
                _names.TryAdd(output, output.Name);
            }
        }

        var roots = graph.Outputs.Select(output => output.Producer).OfType<Node>().Where(node => node.Graph == graph);
        foreach (var node in roots.Concat(graph.Nodes))
        {
            Visit(node, graph, seen, indent);
        }

        foreach (var value in graph.Initializers.Where(value => !_names.ContainsKey(value) || (value.IsGraphOutput && value.Uses.Count == 0)))
        {
            Constant(value, indent);
        }

        foreach (var output in graph.Outputs)
        {
            _text.Append(indent).Append("output ").Append(NameOf(output)).Append('\n');
        }
    }

    private void Visit(Node node, Graph graph, HashSet<Node> seen, string indent)
    {
        if (!seen.Add(node))
        {
            return;
        }

        var used = node.Inputs.OfType<Value>().Concat(TopologicalOrder.CapturedValues(node)).ToList();
        foreach (var producer in used.Select(value => value.Producer).OfType<Node>().Where(producer => producer.Graph == graph))
        {
            Visit(producer, graph, seen, indent);
        }

        foreach (var value in used.Where(value => value.Initializer is not null && !_names.ContainsKey(value)))
        {
            Constant(value, indent);
        }

        var inputs = string.Join(", ", node.Inputs.Select(NameOf));
        var outputs = string.Join(", ", node.Outputs.Select(NameOf));
        _text.Append(indent).Append(outputs).Append(" = ").Append(node.Domain.Length == 0 ? "" : node.Domain + ".").Append(node.OpType).Append('(').Append(inputs).Append(')');
        PrintAttributes(node, indent);
    }

    private void PrintAttributes(Node node, string indent)
    {
        var plain = node.Attributes.Where(attribute => attribute.Graphs.Count == 0).OrderBy(attribute => attribute.Name, StringComparer.Ordinal).ToList();
        _text.Append(plain.Count == 0 ? "" : $" <{string.Join(", ", plain.Select(attribute => $"{attribute.Name}={AttributeValue(attribute)}"))}>").Append('\n');
        foreach (var attribute in node.Attributes.Except(plain).OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            foreach (var graph in attribute.Graphs)
            {
                _text.Append(indent).Append("  ").Append(attribute.Name).Append(":\n");
                PrintGraph(graph, indent + "    ");
            }
        }
    }

    private void Constant(Value value, string indent)
    {
        if (value.Initializer is { } data)
        {
            _text.Append(indent).Append(NameOf(value)).Append(" = const ").Append(Type(TensorType.Of(data.Element, data.Shape))).Append(' ').Append(Content(value, data)).Append('\n');
        }
    }

    private string Content(Value value, TensorData data) => printsContent(value) ? Content(data) : AnyContent;

    private static string Content(TensorData data)
    {
        if (data.Element == ElementType.String)
        {
            return "{strings}";
        }

        if (data.Count > MaxListed)
        {
            return $"{{#{Convert.ToHexString(SHA256.HashData(data.Bytes.Span))[..12]}}}";
        }

        var values = Enumerable.Range(0, (int)data.Count).Select(i => TensorValues.ReadDouble(data.Element, data.Bytes.Span, i));
        return $"{{{string.Join(", ", values.Select(value => ((float)value).ToString("R", CultureInfo.InvariantCulture)))}}}";
    }

    private static string AttributeValue(Ir.Attribute attribute) => attribute.Value switch
    {
        long number => number.ToString(CultureInfo.InvariantCulture),
        float number => Real(number),
        long[] numbers => $"[{string.Join(",", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        float[] numbers => $"[{string.Join(",", numbers.Select(Real))}]",
        ReadOnlyMemory<byte> text => $"\"{Encoding.UTF8.GetString(text.Span)}\"",
        ReadOnlyMemory<byte>[] texts => $"[{string.Join(",", texts.Select(text => $"\"{Encoding.UTF8.GetString(text.Span)}\""))}]",
        TensorData tensor => $"{Type(TensorType.Of(tensor.Element, tensor.Shape))} {Content(tensor)}",
        _ => attribute.Kind.ToString(),
    };

    private static string Real(float number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".EN∞") >= 0 ? text : text + ".0";
    }

    private static string Type(TensorType? type) =>
        type is null ? "?" : GraphText.NameOf(type.Element) + (type.Dims is { } dims ? $"[{string.Join(",", dims)}]" : "");

    private string NameOf(Value? value)
    {
        if (value is null)
        {
            return "_";
        }

        if (!_names.TryGetValue(value, out var name))
        {
            _names[value] = name = Fresh();
        }

        return name;
    }

    private string Fresh() => $"%{_names.Count.ToString(CultureInfo.InvariantCulture)}";
}
