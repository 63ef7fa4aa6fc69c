using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Pruning.Channels;

/// <summary>What a slot rule sees of one node, and what it does about it.</summary>
/// <param name="fixes">Gets what is to be done when channels are removed.</param>
/// <param name="consumers">Gets the constants that sum over channels.</param>
internal sealed class SlotNode(Node node, SlotTable table, ShapeTable shapes, List<Action<Removal>> fixes, List<ChannelConsumer> consumers)
{
    public Node Node { get; } = node;

    public SlotTable Table { get; } = table;

    public long Opset => shapes.Opset;

    /// <summary>Slots of an input by axis; null when it is absent or of unknown rank.</summary>
    public int[][]? In(int index) => Node.Input(index) is { } value ? Table.Of(value) : null;

    public IReadOnlyList<Tensors.Dimension>? Dims(int input) => shapes.DimsOf(Node.Input(input));

    public IReadOnlyList<Tensors.Dimension>? OutDims(int output = 0) => shapes.DimsOf(Node.Outputs[output]);

    public long[]? Numbers(int input) => shapes.NumbersOf(Node.Input(input));

    public bool IsConstant(int input) => Node.Input(input)?.Constant is not null;

    /// <summary>Numbers from an attribute or, in later opsets, a constant input.</summary>
    public long[]? NumbersOrAttribute(string attribute, int input) => Node.Ints(attribute) ?? Numbers(input);

    public int[] Frozen(long count) => Table.Fresh(count, isFrozen: true);

    public void SetOut(int[][] axes, int output = 0)
    {
        if (output < Node.Outputs.Count && Node.Outputs[output] is { } value)
        {
            Table.Set(value, axes);
        }
    }

    /// <summary>States that the node sums over an axis of a constant input.</summary>
    public void Consumes(int input, int axis)
    {
        if (Node.Input(input) is { Constant: not null } weight)
        {
            consumers.Add(new ChannelConsumer(Node, weight, axis));
        }
    }

    /// <summary>Done when channels are removed, once what is removed is known: attributes and shapes that hold counts.</summary>
    public void OnRemoval(Action<Removal> fix) => fixes.Add(fix);

    /// <summary>What nobody has a rule for keeps all its channels.</summary>
    public void FreezeAll()
    {
        foreach (var value in Node.Inputs.Concat(Node.Outputs).OfType<Value>())
        {
            Table.Freeze(value);
        }
    }

    /// <summary>Axis counted from the front, or null when it is out of range.</summary>
    public static int? Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : null;
}
