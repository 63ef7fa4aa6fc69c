using System.Globalization;
using ModelCompression.Analysis.Shapes;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Analysis;

/// <summary>
/// What is known of every value before running the model: element type, dimensions (sizes, or symbols that stand for the same size wherever they appear; those
/// the model does not name are ?1, ?2, ...), and the content of small integer tensors such as shapes. What is not certain is unknown. A value's entry stays
/// right under every edit that keeps the value's meaning, so a table may be used while its graph is rewritten.
/// </summary>
public sealed class ShapeTable
{
    private readonly Dictionary<Value, TensorType> _types = [];
    private readonly Dictionary<Value, IReadOnlyList<Dimension>> _elements = [];
    private int _symbols;

    private ShapeTable(long opset) => Opset = opset;

    /// <summary>Opset of the default domain of the model the table was made for.</summary>
    public long Opset { get; }

    /// <summary>Walks all graphs in execution order. Declared types count for graph inputs and where nothing can be inferred.</summary>
    public static ShapeTable Infer(Model model)
    {
        var table = new ShapeTable(model.Opset);
        table.Walk(model.Graph, isMain: true);
        return table;
    }

    /// <summary>The type, or null when not even the element type is known.</summary>
    public TensorType? this[Value value] =>
        _types.GetValueOrDefault(value) ?? (value.Initializer is { } data ? TensorType.Of(data.Element, data.Shape) : null);

    /// <summary>The dimensions, or null when the rank is unknown.</summary>
    public IReadOnlyList<Dimension>? DimsOf(Value? value) => value is null ? null : this[value]?.Dims;

    /// <summary>
    /// The content of an integer tensor of rank 0 or 1, one entry an element: a number (which may be negative), a symbol, or unknown. Null when nothing is known.
    /// </summary>
    public IReadOnlyList<Dimension>? ElementsOf(Value? value)
    {
        if (value is null)
        {
            return null;
        }

        return _elements.TryGetValue(value, out var known) ? known : IntegerContent.Of(value.Constant);
    }

    /// <summary>The content when every element is a number.</summary>
    public long[]? NumbersOf(Value? value) =>
        ElementsOf(value) is { } elements && elements.All(element => element.Size is not null) ? [.. elements.Select(element => element.Size.GetValueOrDefault())] : null;

    /// <summary>States a type; every unknown size becomes a symbol of its own, so that equal sizes further on are known to be equal.</summary>
    internal void Set(Value value, TensorType type) => _types[value] = type with
    {
        Dims = type.Dims?.Select(dim => dim == Dimension.Unknown ? Dimension.Named($"?{(++_symbols).ToString(CultureInfo.InvariantCulture)}") : dim).ToArray(),
    };

    internal void SetElements(Value value, IReadOnlyList<Dimension> elements) => _elements[value] = elements;

    private void Walk(Graph graph, bool isMain)
    {
        foreach (var input in graph.Inputs)
        {
            if (input.Type is { } type && isMain)
            {
                Set(input, type);
            }
        }

        foreach (var node in graph.Nodes)
        {
            foreach (var subgraph in node.Subgraphs)
            {
                Walk(subgraph, isMain: false);
            }

            ShapeRules.Apply(node, this);
            foreach (var output in node.Outputs.OfType<Value>())
            {
                if (output.Type is { } declared && !(_types.TryGetValue(output, out var inferred) && inferred.Dims is not null))
                {
                    Set(output, declared with { Dims = declared.Dims?.Select(dim => Dimension.Unknown with { Size = dim.Size }).ToArray() });
                }
            }
        }
    }
}
