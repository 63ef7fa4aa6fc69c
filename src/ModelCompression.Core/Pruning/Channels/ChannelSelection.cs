using System.Numerics.Tensors;
using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Pruning.Reconstruction;
using ModelCompression.Rewriting;

namespace ModelCompression.Pruning.Channels;

/// <summary>What is asked of channel pruning.</summary>
/// <param name="Share">Share of the multiply-adds to remove, 0 to 1.</param>
/// <param name="Step">Channels that go at a time: what the kernels of the target like.</param>
/// <param name="Seed">Chooses the positions that are looked at.</param>
public sealed record ChannelSettings(double Share, int Step, int Seed);

/// <summary>
/// Chooses channels by a criterion, by default by what their readers lose (optimal brain surgeon), and widths by what the model's outputs lose: how much a unit of error of a width is worth is measured
/// once, by narrowing that width alone; then the cheapest step, per multiply-add saved, is taken again and again.
/// </summary>
/// <param name="criterion">Ranks the channels of a width.</param>
internal sealed class ChannelSelection(IImportanceCriterion criterion, IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    private const int SensitivitySamples = 96;
    private const double SensitivityShare = 0.25;

    /// <param name="bytesOf">Makes a copy of the model.</param>
    /// <returns>Units to remove, and what was left alone.</returns>
    public (IReadOnlySet<int> Units, IReadOnlyList<Skipped> Skipped) Choose(Model model, Func<Model> copy, IReadOnlyList<Sample> samples, ChannelSettings settings, CancellationToken cancel)
    {
        var skipped = new List<Skipped>();
        var slots = ChannelSlots.Of(model);
        var readers = Readers(model, slots, skipped);
        var groups = slots.Groups.Where(group => group.Units.Count > settings.Step && readers.ContainsKey(group)).ToList();
        if (groups.Count == 0)
        {
            return (new HashSet<int>(), skipped);
        }

        IReadOnlyList<SparseLayer> layers = [.. groups.SelectMany(group => readers[group]).Select(reader => reader.Layer).Distinct()];
        var statistics = new LayerSurvey(runners, threads, diagnostics).Measure(model, copy(), layers, samples, settings.Seed, cancel);
        var traces = new List<ChannelTrace>();
        foreach (var group in groups)
        {
            diagnostics.Progress($"ranking channels, width {traces.Count + 1} of {groups.Count}", (double)traces.Count / groups.Count);
            IReadOnlyList<(SparseLayer Layer, LayerStatistics Statistics, int[] UnitOf)> reading = [.. readers[group].Select(reader => (reader.Layer, statistics[reader.Layer][0], reader.UnitOf))];
            if (reading.FirstOrDefault(reader => !LayerTarget.CanLearn(reader.Statistics.Count, reader.Layer.Observed.Columns)) is { Layer: { } thin, Statistics: var seen })
            {
                skipped.Add(new Skipped(thin.Node.Name, FormattableString.Invariant($"the channels it reads are kept: {seen.Count} positions in the calibration data are too few to fit {thin.Observed.Columns} inputs")));
                continue;
            }

            var scores = criterion.ScoreChannels(new ChannelMeasure(slots.Table, group, reading).Facts(traces.Count, settings.Seed));
            traces.Add(ChannelTrace.Of(group, reading, scores, settings.Step, Math.Max(settings.Step, group.Units.Count / 8), cancel));
        }

        var sensitivities = Sensitivities(model, copy, traces, samples, cancel);
        return (Allocate(new WidthCosts(model, slots.Table), traces, sensitivities, settings.Share), skipped);
    }

    /// <summary>Every layer that reads a width, with the unit of each of its columns; a width that something else reads is left out.</summary>
    private static Dictionary<WidthGroup, List<(SparseLayer Layer, int[] UnitOf)>> Readers(Model model, ChannelSlots slots, List<Skipped> skipped)
    {
        var layers = new Dictionary<Node, SparseLayer>();
        var result = new Dictionary<WidthGroup, List<(SparseLayer Layer, int[] UnitOf)>>();
        foreach (var group in slots.Groups)
        {
            var units = group.Units.ToHashSet();
            var found = new List<(SparseLayer Layer, int[] UnitOf)>();
            var isComplete = true;
            foreach (var consumer in slots.Consumers.Where(consumer => (slots.Table.Of(consumer.Weight) ?? [])[consumer.Axis].Any(slot => units.Contains(slots.Table.Find(slot)))))
            {
                var why = "";
                if (!layers.TryGetValue(consumer.Node, out var layer) && consumer.Node.Input(1) == consumer.Weight)
                {
                    layer = SparseLayer.Of(consumer.Node, out why);
                }

                if (layer is not { Observed.Groups: 1 })
                {
                    skipped.Add(new Skipped(consumer.Node.Name, $"the channels it reads are kept: {(why.Length > 0 ? why : "it sums over them in groups, or over its first input")}"));
                    isComplete = false;
                    continue;
                }

                layers[consumer.Node] = layer;
                var axis = (slots.Table.Of(consumer.Weight) ?? [])[consumer.Axis];
                found.Add((layer, [.. Enumerable.Range(0, layer.Observed.Columns).Select(column => slots.Table.Find(axis[column % axis.Length])).Select(unit => slots.Table.IsFrozen(unit) ? -1 : unit)]));
            }

            if (isComplete && found.Count > 0)
            {
                result[group] = found;
            }
        }

        return result;
    }

    /// <summary>Divergence of the outputs for each unit of error of a width.</summary>
    private double[] Sensitivities(Model model, Func<Model> copy, IReadOnlyList<ChannelTrace> traces, IReadOnlyList<Sample> samples, CancellationToken cancel)
    {
        var few = samples.Take(SensitivitySamples).ToList();
        var divergence = OutputDivergence.From(model, runners, few, threads);
        var result = new double[traces.Count];
        for (var i = 0; i < traces.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            diagnostics.Progress($"measuring widths, {i + 1} of {traces.Count}", (double)i / traces.Count);
            var steps = Math.Clamp((int)Math.Round(traces[i].Steps.Count * SensitivityShare), 1, traces[i].Steps.Count);
            var narrowed = copy();
            var nodes = narrowed.Graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
            var edit = new GraphEditor(narrowed);
            foreach (var ((layer, weights), reader) in traces[i].After(steps).Zip(traces[i].Readers))
            {
                var target = SparseLayer.Of(nodes[layer.Node.Name], out _) ?? throw new InvalidOperationException($"{layer.Node} cannot be read again.");
                target.Store(edit, weights, layer.HasBias ? BiasOf(layer, weights, reader.Statistics.MeanX) : null);
            }

            var error = traces[i].Errors.Take(steps).Sum();
            result[i] = error > 0 ? divergence.Of(narrowed) / error : 0;
        }

        return result;
    }

    /// <summary>The bias takes up what the mean of the inputs gave through the weights that changed.</summary>
    private static double[] BiasOf(SparseLayer layer, double[] weights, double[] mean)
    {
        var (bias, columns) = (layer.Bias, layer.Observed.Columns);
        for (var row = 0; row < bias.Length; row++)
        {
            bias[row] += TensorPrimitives.Dot<double>(layer.Weights.AsSpan(row * columns, columns), mean) - TensorPrimitives.Dot<double>(weights.AsSpan(row * columns, columns), mean);
        }

        return bias;
    }

    /// <summary>Takes the step with the least divergence per multiply-add saved, until enough are saved.</summary>
    private static HashSet<int> Allocate(WidthCosts costs, IReadOnlyList<ChannelTrace> traces, double[] sensitivities, double share)
    {
        var removed = new HashSet<int>();
        var taken = new int[traces.Count];
        var all = costs.Of(removed);
        for (var now = all; now > all * (1 - share);)
        {
            var best = (Price: double.PositiveInfinity, Trace: -1);
            for (var i = 0; i < traces.Count; i++)
            {
                if (taken[i] < traces[i].Steps.Count)
                {
                    var saved = now - costs.Of(new HashSet<int>(removed.Concat(traces[i].Steps[taken[i]])));
                    var price = saved > 0 ? sensitivities[i] * traces[i].Errors[taken[i]] / saved : double.PositiveInfinity;
                    best = price < best.Price ? (price, i) : best;
                }
            }

            if (best.Trace < 0)
            {
                break;
            }

            removed.UnionWith(traces[best.Trace].Steps[taken[best.Trace]++]);
            now = costs.Of(removed);
        }

        return removed;
    }
}
