using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>What a shape rule sees of one node, and where it puts what it finds out.</summary>
internal sealed class NodeShapes(Node node, ShapeTable table)
{
    public Node Node { get; } = node;

    public long Opset => table.Opset;

    public TensorType? Type(int input) => Node.Input(input) is { } value ? table[value] : null;

    public ElementType Element(int input) => Type(input)?.Element ?? ElementType.Undefined;

    public IReadOnlyList<Dimension>? Dims(int input) => Type(input)?.Dims;

    public IReadOnlyList<Dimension>? Elements(int input) => table.ElementsOf(Node.Input(input));

    public long[]? Numbers(int input) => table.NumbersOf(Node.Input(input));

    /// <summary>Axes or similar numbers given as attribute or as constant input; null when absent, <paramref name="known"/> false when present but unknown.</summary>
    public long[]? NumbersOrAttribute(string attribute, int input, out bool known)
    {
        var numbers = Node.Ints(attribute) ?? Numbers(input);
        known = numbers is not null || Node.Input(input) is null;
        return numbers;
    }

    /// <summary>States the type of an output; ignored when the element type is unknown or the output absent.</summary>
    public void Set(int output, ElementType element, IEnumerable<Dimension>? dims)
    {
        if (output < Node.Outputs.Count && Node.Outputs[output] is { } value && element != ElementType.Undefined)
        {
            table.Set(value, new TensorType(element, dims?.ToArray()));
        }
    }

    /// <summary>States the content of output 0; ignored when it is long.</summary>
    public void SetElements(IEnumerable<Dimension>? elements)
    {
        if (elements?.ToArray() is { Length: <= IntegerContent.MaxElements } known && Node.Outputs[0] is { } value)
        {
            table.SetElements(value, known);
        }
    }

    /// <summary>Axis counted from the front; null when it is out of range.</summary>
    public static int? Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : null;

    /// <summary>Axes counted from the front, ascending; null when one is out of range.</summary>
    public static int[]? Axes(IEnumerable<long> axes, int rank)
    {
        var found = axes.Select(axis => Axis(axis, rank)).ToArray();
        return found.Any(axis => axis is null) ? null : [.. found.Select(axis => axis.GetValueOrDefault()).Distinct().Order()];
    }

    /// <summary>Product of dimensions; one symbol times ones stays that symbol.</summary>
    public static Dimension Product(IEnumerable<Dimension> dims) =>
        dims.Aggregate(Dimension.Of(1), (left, right) => IntegerContent.Combine("Mul", left, right));
}
