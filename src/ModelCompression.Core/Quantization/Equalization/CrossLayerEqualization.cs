using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// Balances the ranges of channels between layers before a model is quantized with one scale for a whole activation tensor (Nagel et al. 2019, "Data-Free
/// Quantization Through Weight Equalization and Bias Correction", section 4.1, with factors chosen from activations): y = W2 f(W1 x + b1) -> W2 / s f(s W1 x + s b1).
/// Output channels of int8 weights have scales of their own, so the writing layer loses nothing; the reading layer pays unless it is depthwise.
/// A Clip with a finite ceiling stops a factor: letting channels grow up to it that stay below it on the calibration samples was measured to lose more on other
/// samples (single channels that only some classes use) than the finer grid gains.
/// </summary>
public static class CrossLayerEqualization
{
    /// <summary>A group is left alone when more than this share of its expected error would remain.</summary>
    private const double MaxRemaining = 0.98;

    /// <summary>Tensors to measure for <see cref="Plan"/>.</summary>
    public static IReadOnlyList<Value> Measured(Model model, ShapeTable shapes, ChannelGroups groups)
    {
        var placement = StaticPlacement.Of(model, value => shapes[value], new Dictionary<Node, string>());
        var read = groups.Groups.SelectMany(group => group.Consumers).Select(layer => layer.Node.Input(0)).OfType<Value>();
        return [.. placement.Quantized.Select(placement.Root).Concat(read).Distinct().Where(value => !value.IsGraphInput)];
    }

    /// <param name="statistics">From <see cref="ChannelMeasurement"/>, of the tensors <see cref="Measured"/> names.</param>
    public static EqualizationPlan Plan(Model model, ShapeTable shapes, ChannelGroups groups, IReadOnlyDictionary<Value, ChannelStatistics> statistics)
    {
        var placement = StaticPlacement.Of(model, value => shapes[value], new Dictionary<Node, string>());
        var quantized = placement.Quantized.Select(placement.Root).Distinct().ToList();
        var gain = NoiseGain.Of(model, shapes, statistics);
        var planned = new List<GroupScaling>();
        var skipped = groups.Skipped.ToList();
        foreach (var group in groups.Groups)
        {
            var points = quantized.Where(group.Values.ContainsKey).ToList();
            if (Problem(group, points, statistics) is { } why)
            {
                skipped.Add(new Skipped(group.Name, why));
                continue;
            }

            var (factors, remaining) = new FactorSearch(new EqualizationNoise(group, points, statistics, gain), group.Channels).Run();
            if (remaining > MaxRemaining)
            {
                skipped.Add(new Skipped(group.Name, "equalizing its output channels would not lower the expected error"));
                continue;
            }

            planned.Add(new GroupScaling(group, factors, remaining));
        }

        return new EqualizationPlan(planned, skipped);
    }

    /// <summary>Changes the constants of the planned layers; the graph keeps its nodes.</summary>
    public static void Apply(EqualizationPlan plan, GraphEditor edit)
    {
        var outputs = plan.Groups.SelectMany(item => item.Group.Producers.Select(layer => (layer.Node, item))).ToDictionary(pair => pair.Node, pair => pair.item);
        var inputs = plan.Groups.SelectMany(item => item.Group.Consumers.Select(layer => (layer.Node, item))).ToDictionary(pair => pair.Node, pair => pair.item);
        foreach (var layer in plan.Groups.SelectMany(item => item.Group.Producers.Concat(item.Group.Consumers)).DistinctBy(layer => layer.Node))
        {
            Rescale(layer, outputs.GetValueOrDefault(layer.Node), inputs.GetValueOrDefault(layer.Node), edit);
        }

        foreach (var (node, item) in plan.Groups.SelectMany(item => item.Group.Addends.Select(node => (node, item))))
        {
            RescaleAddend(node, item.Factors, edit);
        }
    }

    private static string? Problem(ChannelGroup group, List<Value> points, IReadOnlyDictionary<Value, ChannelStatistics> statistics)
    {
        if (points.Count == 0)
        {
            return "its output is not quantized";
        }

        return points.Concat(group.Consumers.Select(layer => layer.Node.Input(0)).OfType<Value>()).All(statistics.ContainsKey)
            ? null
            : "its output channels were not measured";
    }

    private static void Rescale(ScalableLayer layer, GroupScaling? written, GroupScaling? read, GraphEditor edit)
    {
        var node = layer.Node;
        var input = node.Input(0) ?? throw new InvalidOperationException($"{node} has no input.");
        var repeat = read?.Group.Values[input] ?? 1;
        var weight = layer.Weight.ToFloats();
        for (var i = 0; i < weight.Length; i++)
        {
            var (output, feature) = layer.At(i);
            weight[i] = (float)(weight[i] * (written?.Factors[output] ?? 1) / (read?.Factors[feature / repeat] ?? 1));
        }

        node.SetInput(1, edit.Constant(node.Input(1)?.Name ?? "", TensorData.Floats(layer.Weight.Shape, weight)));
        if (written is not null && layer.Bias is { } bias && node.Input(2) is { Constant: { } old } value)
        {
            node.SetInput(2, edit.Constant(value.Name, TensorData.Floats(old.Shape, [.. bias.Select((b, o) => (float)(b * written.Factors[o]))])));
        }
    }

    private static void RescaleAddend(Node node, double[] factors, GraphEditor edit)
    {
        var index = node.Input(0)?.Constant is null ? 1 : 0;
        var data = node.Input(index)?.Constant ?? throw new InvalidOperationException($"{node} adds no constant.");
        var values = data.ToFloats();
        var scaled = factors.Select((factor, j) => (float)(factor * values[j])).ToArray();
        node.SetInput(index, edit.Constant(node.Input(index)?.Name ?? "", TensorData.Floats(data.Shape, scaled)));
    }
}
