using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Layerwise;

namespace ModelCompression.Pruning.Reconstruction;

/// <summary>What the inputs and outputs of layers look like in the model as it is.</summary>
internal sealed class LayerSurvey(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    private const int PositionsPerColumn = 24;
    private const int MinPositions = 2048;
    private const int MaxPositions = 12_288;
    private const long MaxBytes = 96_000_000;

    /// <param name="layers">Of <paramref name="model"/>.</param>
    /// <param name="copy">The same model once more.</param>
    /// <returns>One a group of each layer; around the mean where the layer has a bias.</returns>
    public Dictionary<SparseLayer, LayerStatistics[]> Measure(Model model, Model copy, IReadOnlyList<SparseLayer> layers, IReadOnlyList<Sample> samples, int seed, CancellationToken cancel)
    {
        var windows = layers.ToDictionary(layer => layer.Node.Name, layer => (layer.Observed.Windows, PositionsOf(layer, samples.Count)), StringComparer.Ordinal);
        diagnostics.Progress("reading the layers");
        using var targets = OutputSamples.Measure(copy, windows, samples, (runners, threads, seed), cancel);
        var stream = new LayerStream(model, layers.Select(layer => layer.Node).ToHashSet(), samples, (runners, threads), MaxBytes);
        var result = new Dictionary<SparseLayer, LayerStatistics[]>();
        foreach (var layer in layers.OrderBy(layer => stream.PositionOf(layer.Node)))
        {
            stream.AdvanceTo(layer.Node, cancel);
            var observation = new LayerObservation(layer.Observed, targets, stream, layer.HasBias ? null : layer.Bias, threads);
            var moments = observation.Start();
            observation.Add(moments, _ => true, cancel);
            result[layer] = Array.ConvertAll(moments, group => group.Summary(layer.HasBias, last: true));
            targets.Drop(layer.Node.Name);
        }

        return result;
    }

    /// <summary>Positions taken from one sample.</summary>
    private static int PositionsOf(SparseLayer layer, int samples) => Math.Max(1, Math.Clamp(PositionsPerColumn * layer.Observed.Columns, MinPositions, MaxPositions) / samples);
}
