using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// How much of independent noise on a channel arrives at the model's outputs: the squared error of an output element for noise of variance 1 on every element of
/// the channel. Going backwards, a layer passes sum over o, k of W[o, i, k]^2 gain[o] to its input i, Relu and Clip the share of values they let through, an
/// average over n elements 1/n; operators that are not known pass the mean of what they get.
/// </summary>
public sealed class NoiseGain
{
    private readonly Dictionary<Value, double[]> _gains = [];
    private readonly ShapeTable _shapes;
    private readonly IReadOnlyDictionary<Value, ChannelStatistics> _statistics;

    private NoiseGain(Model model, ShapeTable shapes, IReadOnlyDictionary<Value, ChannelStatistics> statistics)
    {
        (_shapes, _statistics) = (shapes, statistics);
        foreach (var output in model.Graph.Outputs)
        {
            Add(output, [1]);
        }

        foreach (var node in model.Graph.Nodes.Reverse())
        {
            if (node.Outputs.OfType<Value>().Select(output => _gains.GetValueOrDefault(output)).FirstOrDefault(gain => gain is not null) is { } gain)
            {
                Pass(node, gain);
            }
        }
    }

    public static NoiseGain Of(Model model, ShapeTable shapes, IReadOnlyDictionary<Value, ChannelStatistics> statistics) => new(model, shapes, statistics);

    /// <summary>One gain for each of <paramref name="length"/> channels; gains of neighbouring features of one channel are added up, a single gain holds for all.</summary>
    public double[] Of(Value value, int length)
    {
        var gain = _gains.GetValueOrDefault(value) ?? [0];
        if (gain.Length <= length)
        {
            return [.. Enumerable.Range(0, length).Select(i => gain[i % gain.Length])];
        }

        var result = new double[length];
        for (var i = 0; i < gain.Length; i++)
        {
            result[(int)((long)i * length / gain.Length)] += gain[i];
        }

        return result;
    }

    private void Pass(Node node, double[] gain)
    {
        if (ScalableLayer.Of(node).Layer is { } layer && node.Input(0) is { } data)
        {
            Add(data, Through(layer, Of(node.Output(0), layer.Outputs)));
            return;
        }

        foreach (var input in node.Inputs.OfType<Value>().Where(input => input.Constant is null))
        {
            Add(input, ThroughNode(node, input, gain));
        }
    }

    private static double[] Through(ScalableLayer layer, double[] gain)
    {
        var result = new double[layer.Inputs];
        var weight = layer.Weight.AsSpan<float>();
        for (var i = 0; i < weight.Length; i++)
        {
            var (output, input) = layer.At(i);
            result[input] += (double)weight[i] * weight[i] * gain[output];
        }

        return result;
    }

    private double[] ThroughNode(Node node, Value input, double[] gain)
    {
        switch (node.OpType)
        {
            case "Relu" or "Clip" when _statistics.TryGetValue(node.Output(0), out var statistics) && statistics.Channels == gain.Length:
                return [.. gain.Zip(statistics.NonZeroShare, (value, share) => value * share)];
            case "AveragePool" when node.Ints("kernel_shape") is { } kernel:
                return Array.ConvertAll(gain, value => value / kernel.Aggregate(1L, (product, size) => product * size));
            case "GlobalAveragePool" when _shapes.DimsOf(input) is { } dims:
                var size = dims.Skip(2).Aggregate(1L, (product, dim) => product * (dim.Size ?? 1));
                return Array.ConvertAll(gain, value => value / size);
            case "Relu" or "Clip" or "LeakyRelu" or "PRelu" or "MaxPool" or "AveragePool" or "GlobalAveragePool" or "Identity" or "Add" or "Sub" or "Flatten" or "Reshape" or "Squeeze":
                return gain;
            default:
                return [gain.Average()];
        }
    }

    private void Add(Value value, double[] gain)
    {
        if (!_gains.TryGetValue(value, out var known))
        {
            _gains[value] = gain;
        }
        else if (known.Length >= gain.Length)
        {
            _gains[value] = [.. known.Select((existing, i) => existing + gain[i % gain.Length])];
        }
        else
        {
            _gains[value] = [.. gain.Select((added, i) => added + known[i % known.Length])];
        }
    }
}
