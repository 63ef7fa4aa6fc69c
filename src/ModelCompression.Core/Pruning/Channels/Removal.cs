using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Pruning.Channels;

/// <summary>What goes, to those who have to follow.</summary>
internal sealed class Removal(SlotTable table, IReadOnlySet<int> removed, GraphEditor edit)
{
    public GraphEditor Edit { get; } = edit;

    public bool Goes(int slot) => removed.Contains(table.Find(slot));

    /// <summary>Positions of an axis that stay.</summary>
    public int[] Kept(int[] axis) => [.. Enumerable.Range(0, axis.Length).Where(i => !Goes(axis[i]))];

    public int Count(int[] axis) => axis.Count(slot => !Goes(slot));

    public bool Changes(int[] axis) => axis.Any(Goes);

    /// <summary>Exchanges an input for new whole numbers of the same type.</summary>
    public void SetNumbers(Node node, int input, long[] numbers)
    {
        var old = node.Input(input)?.Constant ?? throw new InvalidOperationException($"Input {input} of {node} is not constant.");
        var shape = old.Shape.Rank == 0 ? Shape.Scalar : new Shape(numbers.Length);
        node.SetInput(input, Edit.Constant(node.Input(input)?.Name ?? "", old.Element == ElementType.Int32
            ? TensorData.Of(ElementType.Int32, shape, Array.ConvertAll(numbers, number => (int)number))
            : TensorData.Int64s(shape, numbers)));
    }
}
