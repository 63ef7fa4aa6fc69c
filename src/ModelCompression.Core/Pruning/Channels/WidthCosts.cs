using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Pruning.Channels;

/// <summary>Multiply-adds of a model for one sample, by which channels are left. Operators without constant weights count nothing; they get less by the same cut.</summary>
internal sealed class WidthCosts
{
    private readonly SlotTable _table;
    private readonly List<(int[] Rows, int[] Columns, long PerPair)> _layers = [];

    public WidthCosts(Model model, SlotTable table)
    {
        _table = table;
        var shapes = ShapeTable.Infer(model);
        foreach (var node in model.Graph.Nodes.Where(node => node.IsAny("Conv", "ConvTranspose", "Gemm", "MatMul")))
        {
            if (node.Input(1) is { Constant: { } weight } value && table.Of(value) is { } axes && shapes.DimsOf(node.Outputs[0]) is { } output && weight.Shape.Rank >= 2)
            {
                Add(node, axes, weight.Shape, output);
            }
        }
    }

    /// <summary>Multiply-adds when these units are gone.</summary>
    public long Of(IReadOnlySet<int> removed) => _layers.Sum(layer => Kept(layer.Rows, removed) * Kept(layer.Columns, removed) * layer.PerPair);

    private void Add(Node node, int[][] axes, Tensors.Shape weight, IReadOnlyList<Tensors.Dimension> output)
    {
        var isConv = node.IsAny("Conv", "ConvTranspose");
        var positions = (isConv ? output.Skip(2) : output.SkipLast(1)).Aggregate(1L, (product, dim) => product * (dim.Size ?? 1));
        var transposed = node.Is("Gemm") && node.Int("transB", 0) != 0;
        var (rows, columns) = isConv ? (node.Is("Conv") ? (0, 1) : (1, 0)) : transposed ? (0, 1) : (weight.Rank - 1, weight.Rank - 2);
        var kernel = isConv ? weight.Dims.Skip(2).Aggregate(1L, (product, size) => product * size) : 1;
        _layers.Add((axes[rows], axes[columns], positions * kernel));
    }

    private long Kept(int[] axis, IReadOnlySet<int> removed) => axis.Count(slot => !removed.Contains(_table.Find(slot)));
}
