using ModelCompression.Layerwise;
using ModelCompression.Pruning.Reconstruction;

namespace ModelCompression.Pruning.Channels;

/// <summary>One width, and the order in which its channels go.</summary>
/// <param name="Steps">Units that go together, from the first step on.</param>
/// <param name="Errors">What each step adds to the error of the layers that read the channels, as a share of their output.</param>
internal sealed record ChannelTrace(WidthGroup Group, IReadOnlyList<IReadOnlyList<int>> Steps, IReadOnlyList<double> Errors)
{
    /// <summary>Layers that read the channels.</summary>
    public required IReadOnlyList<(SparseLayer Layer, LayerStatistics Statistics, int[] UnitOf)> Readers { get; init; }

    /// <summary>Share of the mean diagonal that is added to G.</summary>
    private const double Damping = 0.01;

    /// <summary>In the order of the scores; without any, greedy: each time the channel goes that costs least, all readers together, after what went before.</summary>
    /// <param name="scores">One a unit, or null.</param>
    /// <param name="step">Channels that go at a time.</param>
    /// <param name="fewest">Channels that stay at least.</param>
    public static ChannelTrace Of(WidthGroup group, IReadOnlyList<(SparseLayer Layer, LayerStatistics Statistics, int[] UnitOf)> readers, double[]? scores, int step, int fewest, CancellationToken cancel)
    {
        var layers = Layers(readers);
        var left = scores is null ? group.Units.ToList() : [.. group.Units.Zip(scores).OrderBy(pair => pair.Second).ThenBy(pair => pair.First).Select(pair => pair.First)];
        var steps = new List<IReadOnlyList<int>>();
        var errors = new List<double>();
        while (left.Count - step >= fewest)
        {
            var (gone, error) = (new List<int>(), 0.0);
            for (var i = 0; i < step; i++)
            {
                cancel.ThrowIfCancellationRequested();
                var (score, unit) = (scores is null ? left : left[..1]).Select(unit => (layers.Sum(layer => layer.Score(unit) / layer.Signal), unit)).Min();
                layers.ForEach(layer => layer.Remove(unit));
                left.Remove(unit);
                gone.Add(unit);
                error += score;
            }

            steps.Add(gone);
            errors.Add(error);
        }

        return new ChannelTrace(group, steps, errors) { Readers = readers };
    }

    /// <summary>What the readers' weights become when the first steps are taken.</summary>
    public IReadOnlyList<(SparseLayer Layer, double[] Weights)> After(int steps)
    {
        var layers = Layers(Readers);
        foreach (var unit in Steps.Take(steps).SelectMany(gone => gone))
        {
            layers.ForEach(layer => layer.Remove(unit));
        }

        return [.. layers.Select(layer => (layer.Layer, layer.Weights))];
    }

    private static List<ConsumedLayer> Layers(IReadOnlyList<(SparseLayer Layer, LayerStatistics Statistics, int[] UnitOf)> readers) =>
        [.. readers.Select(reader => new ConsumedLayer(reader.Layer, reader.Statistics, reader.UnitOf, Damping))];
}
