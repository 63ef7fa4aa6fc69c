using ModelCompression.Layerwise;
using ModelCompression.Pruning.Reconstruction;
using ModelCompression.Tensors;

namespace ModelCompression.Pruning.Channels;

/// <summary>What is known of the channels of one width.</summary>
internal sealed class ChannelMeasure(SlotTable table, WidthGroup group, IReadOnlyList<(SparseLayer Layer, LayerStatistics Statistics, int[] UnitOf)> readers)
{
    private readonly Dictionary<int, int> _places = group.Units.Select((unit, place) => (unit, place)).ToDictionary(pair => pair.unit, pair => pair.place);

    public ChannelFacts Facts(int index, int seed) => new(index, seed, group.Units.Count) { WeightSquares = WeightSquares(), ReadSquares = ReadSquares() };

    private double[] WeightSquares()
    {
        var squares = new double[group.Units.Count];
        foreach (var (value, axis) in group.Axes)
        {
            if (value.Constant is not { Element: ElementType.Float } data)
            {
                continue;
            }

            var slots = (table.Of(value) ?? [])[axis];
            var inner = data.Shape.Dims.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
            var weights = data.AsSpan<float>();
            for (var i = 0; i < weights.Length; i++)
            {
                if (_places.TryGetValue(table.Find(slots[i / inner % slots.Length]), out var place))
                {
                    squares[place] += weights[i] * (double)weights[i];
                }
            }
        }

        return squares;
    }

    private double[] ReadSquares()
    {
        var squares = new double[group.Units.Count];
        foreach (var (layer, statistics, unitOf) in readers)
        {
            var (columns, signal) = (layer.Observed.Columns, Math.Max(statistics.Yy.Sum(), 1e-30));
            for (var column = 0; column < columns; column++)
            {
                if (_places.TryGetValue(unitOf[column], out var place))
                {
                    var weights = Enumerable.Range(0, layer.Observed.Rows).Sum(row => layer.Weights[(row * columns) + column] * layer.Weights[(row * columns) + column]);
                    squares[place] += statistics.Xx[(column * columns) + column] * weights / signal;
                }
            }
        }

        return squares;
    }
}
