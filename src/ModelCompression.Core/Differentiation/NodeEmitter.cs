using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation;

/// <summary>Appends operator calls of the default domain to a graph. Equal small constants and equal shape questions are made once.</summary>
public sealed class NodeEmitter(Graph graph, ShapeTable shapes)
{
    /// <summary>First opset in which ReduceMean takes its axes as an input.</summary>
    private const long AxesAreInputs = 18;

    private readonly Dictionary<string, Value> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<Value, Value> _shapes = [];

    /// <summary>What is known of the values of the forward graph.</summary>
    public ShapeTable Shapes { get; } = shapes;

    /// <summary>The output of a new node.</summary>
    public Value Call(string opType, IReadOnlyList<Value?> inputs, params Attribute[] attributes)
    {
        var output = new Value(inputs.OfType<Value>().FirstOrDefault()?.Name + "_" + opType);
        graph.Append(new Node(opType, inputs, [output], attributes));
        return output;
    }

    /// <summary>Appends a node with outputs of its own.</summary>
    public void Append(Node node) => graph.Append(node);

    public Value Add(Value left, Value right) => Call("Add", [left, right]);

    public Value Sub(Value left, Value right) => Call("Sub", [left, right]);

    public Value Mul(Value left, Value right) => Call("Mul", [left, right]);

    public Value Div(Value left, Value right) => Call("Div", [left, right]);

    public Value Neg(Value value) => Call("Neg", [value]);

    /// <summary><paramref name="value"/> times a number; the value itself when that is 1.</summary>
    public Value Scale(Value value, double factor) => factor == 1 ? value : Mul(value, Scalar(factor));

    /// <summary>Sum over <paramref name="axes"/>, which may be empty: then the value itself.</summary>
    public Value Sum(Value value, bool keepDims, params long[] axes) =>
        axes.Length == 0 ? value : Call("ReduceSum", [value, Ints(axes)], Attribute.Int("keepdims", keepDims ? 1 : 0));

    /// <summary>Mean over <paramref name="axes"/>, which stay with size 1.</summary>
    public Value Mean(Value value, params long[] axes) => Shapes.Opset >= AxesAreInputs
        ? Call("ReduceMean", [value, Ints(axes)], Attribute.Int("keepdims", 1))
        : Call("ReduceMean", [value], Attribute.Ints("axes", axes), Attribute.Int("keepdims", 1));

    /// <summary>1 where a boolean value is true, else 0.</summary>
    public Value AsFloat(Value value) => Call("Cast", [value], Attribute.Int("to", (long)ElementType.Float));

    public Value Transpose(Value value, params long[] order) =>
        order.Select((axis, i) => axis == i).All(stays => stays) ? value : Call("Transpose", [value], Attribute.Ints("perm", order));

    /// <summary>Sizes as ONNX's Reshape takes them: -1 is inferred, 0 is copied.</summary>
    public Value Reshape(Value value, params long[] sizes) => Call("Reshape", [value, Ints(sizes)]);

    /// <summary>The elements of <paramref name="value"/> in the shape of <paramref name="like"/>.</summary>
    public Value ReshapeLike(Value value, Value like) => Call("Reshape", [value, ShapeOf(like)]);

    /// <summary>The shape of a value as an int64 vector: a constant where it is known.</summary>
    public Value ShapeOf(Value value)
    {
        if (_shapes.TryGetValue(value, out var known))
        {
            return known;
        }

        return _shapes[value] = Shapes[value]?.KnownShape is { } shape ? Ints(shape.ToArray()) : Call("Shape", [value]);
    }

    /// <summary>Elements <paramref name="start"/> up to but without <paramref name="end"/> of one axis.</summary>
    public Value Slice(Value value, long axis, long start, long end, long step = 1) =>
        Call("Slice", [value, Ints(start), Ints(end), Ints(axis), Ints(step)]);

    /// <summary>A float scalar.</summary>
    public Value Scalar(double value) => Constant(FormattableString.Invariant($"scalar {value:R}"), () => TensorData.Scalar((float)value));

    /// <summary>An int64 vector.</summary>
    public Value Ints(params long[] values) =>
        Constant(FormattableString.Invariant($"ints {string.Join(',', values)}"), () => TensorData.Int64s(new Shape(values.Length), values));

    /// <summary>A float tensor.</summary>
    public Value Tensor(string name, TensorData data) => graph.AddInitializer(name, data);

    /// <summary>Zeros in the shape of a value.</summary>
    public Value ZerosLike(Value value) => Call("ConstantOfShape", [ShapeOf(value)], Attribute.Tensor("value", TensorData.Floats(new Shape(1), 0)));

    private Value Constant(string key, Func<TensorData> make)
    {
        if (!_constants.TryGetValue(key, out var value))
        {
            _constants[key] = value = graph.AddInitializer("gradient " + key, make());
        }

        return value;
    }
}
