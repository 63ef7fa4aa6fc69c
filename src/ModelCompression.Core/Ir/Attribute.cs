using ModelCompression.Tensors;

namespace ModelCompression.Ir;

/// <summary>What an attribute holds; the values are the numbers of AttributeProto.AttributeType.</summary>
public enum AttributeKind
{
    Undefined = 0,
    Float = 1,
    Int = 2,
    String = 3,
    Tensor = 4,
    Graph = 5,
    Floats = 6,
    Ints = 7,
    Strings = 8,
    Tensors = 9,
    Graphs = 10,
    SparseTensor = 11,
    SparseTensors = 12,
    TypeProto = 13,
    TypeProtos = 14,
}

/// <summary>
/// An immutable attribute of a node. <see cref="Value"/> is <c>float</c>, <c>long</c>, <see cref="ReadOnlyMemory{T}"/> of bytes (strings are bytes in ONNX),
/// <see cref="TensorData"/>, <see cref="Graph"/>, or an array of those; kinds the IR does not model (types, sparse tensors, references to function attributes)
/// have a null value and live in <see cref="Extras"/>.
/// </summary>
public sealed class Attribute
{
    private Attribute(string name, AttributeKind kind, object? value)
    {
        Name = name;
        Kind = kind;
        Value = value;
    }

    public string Name { get; }

    public AttributeKind Kind { get; }

    public object? Value { get; }

    /// <summary>Opaque to everything but the Onnx layer.</summary>
    internal object? Extras { get; init; }

    public static Attribute Float(string name, float value) => new(name, AttributeKind.Float, value);

    public static Attribute Int(string name, long value) => new(name, AttributeKind.Int, value);

    public static Attribute String(string name, string value) => new(name, AttributeKind.String, new ReadOnlyMemory<byte>(System.Text.Encoding.UTF8.GetBytes(value)));

    public static Attribute Strings(string name, params string[] values) =>
        new(name, AttributeKind.Strings, Array.ConvertAll(values, value => new ReadOnlyMemory<byte>(System.Text.Encoding.UTF8.GetBytes(value))));

    public static Attribute Tensor(string name, TensorData value) => new(name, AttributeKind.Tensor, value);

    public static Attribute Subgraph(string name, Graph value) => new(name, AttributeKind.Graph, value);

    public static Attribute Floats(string name, params float[] values) => new(name, AttributeKind.Floats, values);

    public static Attribute Ints(string name, params long[] values) => new(name, AttributeKind.Ints, values);

    /// <summary>For the Onnx layer: an attribute of any kind with the message it came from.</summary>
    internal static Attribute Read(string name, AttributeKind kind, object? value, object extras) => new(name, kind, value) { Extras = extras };

    /// <summary>The graphs this attribute holds, in order; empty for other kinds.</summary>
    public IReadOnlyList<Graph> Graphs => Value switch
    {
        Graph graph => [graph],
        Graph[] graphs => graphs,
        _ => [],
    };
}
