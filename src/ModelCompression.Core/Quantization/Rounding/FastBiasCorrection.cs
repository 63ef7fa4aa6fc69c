using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Rewriting;

namespace ModelCompression.Quantization.Rounding;

/// <summary>
/// Takes the mean error of rounded weights out of the biases, (w - w_q) E[x], with the means E[x] of the float model's activations, all from one pass over the samples
/// (Nagel et al. 2019, section 4.2, with measured means). A mean is one of a whole input channel, so what a convolution reads beside the borders of its input counts like
/// the rest. Errors of activations and of the layers before are not seen: that makes it fast, and possible in models that cannot be run piece by piece.
/// </summary>
public sealed class FastBiasCorrection(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    /// <param name="quantized">Is changed.</param>
    /// <param name="original">The float model it was made from, with the same node names.</param>
    /// <param name="grids">By name of a node of the float model; other nodes are left alone.</param>
    /// <returns>Names of the layers whose bias was corrected.</returns>
    /// <exception cref="UserErrorException">MC2004, MC2012 from the runner.</exception>
    public IReadOnlyList<string> Run(Model quantized, Model original, IEnumerable<Sample> samples, IReadOnlyDictionary<string, WeightGrid> grids, CancellationToken cancel)
    {
        var originals = original.Graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var layers = QuantizedLayer.Of(quantized, originals, grids).Where(layer => layer.HasBias).ToList();
        if (layers.Count == 0)
        {
            return [];
        }

        var means = layers.ConvertAll(MeansOf);
        var inputs = layers.ConvertAll(layer => originals[layer.Name].Input(0) ?? throw new InvalidOperationException($"{layer.Name} has no input."));
        var values = inputs.Distinct().ToList();
        var places = inputs.ConvertAll(values.IndexOf);
        new ActivationReader(runners, threads, diagnostics).Read(original, values, samples, ("measuring means", null), contents =>
        {
            for (var i = 0; i < layers.Count; i++)
            {
                means[i].Add(contents[places[i]]);
            }
        }, cancel);
        return Correct(layers, means, new GraphEditor(quantized));
    }

    private static List<string> Correct(List<QuantizedLayer> layers, List<ChannelMeans> means, GraphEditor edit)
    {
        var corrected = new List<string>();
        for (var i = 0; i < layers.Count; i++)
        {
            if (means[i].Means() is { } mean)
            {
                layers[i].AddToBias(edit, Error(layers[i], mean));
                corrected.Add(layers[i].Name);
            }
        }

        return corrected;
    }

    /// <summary>What the float layer gives more than the quantized one in the mean, one value a row.</summary>
    private static double[] Error(QuantizedLayer layer, double[] means)
    {
        var (rows, columns) = (layer.Weights.Rows, layer.Weights.Columns);
        var channels = means.Length / layer.Groups;
        var errors = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            var first = row / (rows / layer.Groups) * channels;
            var stored = layer.Weights.Real(row);
            for (var column = 0; column < columns; column++)
            {
                errors[row] += (layer.Real[(row * columns) + column] - stored[column]) * means[first + (column % channels)];
            }
        }

        return errors;
    }

    private static ChannelMeans MeansOf(QuantizedLayer layer) =>
        layer.Windows.IsConv ? new ChannelMeans(1, layer.Windows.Channels * layer.Groups) : new ChannelMeans(-1, layer.Weights.Columns);
}
