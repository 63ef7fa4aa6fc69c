using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;

namespace ModelCompression.Quantization.Rounding;

/// <summary>How weights are refined.</summary>
/// <param name="Rounding">Chooses the integers; null leaves them.</param>
/// <param name="CorrectBias">Biases take up the mean error of their layer.</param>
/// <param name="Grids">By name of a node of the float model: the integers its weights may be; other nodes are left alone.</param>
/// <param name="Threads">1 or more.</param>
/// <param name="Seed">Chooses the positions that are looked at.</param>
public sealed record RefinementSettings(IWeightRounding? Rounding, bool CorrectBias, IReadOnlyDictionary<string, WeightGrid> Grids, int Threads, int Seed)
{
    /// <summary>Whose scales are chosen anew, too, where there is a rounding.</summary>
    public SearchedScales Search { get; init; }

    internal bool Searches(WeightGrid grid) => Search == SearchedScales.All || (Search == SearchedScales.Coarse && grid.Bits < 8);
}

/// <summary>What a refinement did to one layer: signal to noise of its output against the float model in decibels, on the samples it was refined with.</summary>
public sealed record RefinedLayer(string Node, double DecibelsBefore, double DecibelsAfter);

/// <summary>
/// Chooses the integers and biases of a quantized model anew, layer by layer in graph order, so that each layer gives the float model's output from the inputs it
/// will really see: those computed by the layers before, already refined (Nagel et al. 2020, section 3.3; Frantar et al. 2022).
/// </summary>
public sealed class LayerwiseRefinement(IModelRunnerFactory runners, IDiagnostics diagnostics)
{
    /// <summary>Positions looked at in each layer, over all samples: this many for each weight of a row, within limits.</summary>
    private const int PositionsPerColumn = 64;

    private const int MinPositions = 2048;
    private const int MaxPositions = 8192;

    /// <summary>Bytes of intermediate values kept.</summary>
    private const long MaxBytes = 48_000_000;

    /// <summary>False for models that cannot be run piece by piece: those with subgraphs.</summary>
    public static bool CanRun(Model original) => !original.Graph.Nodes.Any(node => node.Subgraphs.Any());

    /// <param name="quantized">Is changed.</param>
    /// <param name="original">The float model it was made from, with the same node names.</param>
    /// <param name="samples">Calibration samples.</param>
    public IReadOnlyList<RefinedLayer> Run(Model quantized, Model original, IReadOnlyList<Sample> samples, RefinementSettings settings, CancellationToken cancel)
    {
        if (samples.Count == 0 || !CanRun(original))
        {
            return [];
        }

        var originals = original.Graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var layers = QuantizedLayer.Of(quantized, originals, settings.Grids);
        var windows = layers.ToDictionary(layer => layer.Name, layer => (layer.Windows, PositionsOf(layer, samples.Count)), StringComparer.Ordinal);
        diagnostics.Progress("refining weights, reading the original");
        using var targets = OutputSamples.Measure(original, windows, samples, (runners, settings.Threads, settings.Seed), cancel);
        var stream = new LayerStream(quantized, layers.Select(layer => layer.Node).ToHashSet(), samples, (runners, settings.Threads), MaxBytes);
        var edit = new GraphEditor(quantized);
        var refined = new List<RefinedLayer>();
        foreach (var layer in layers.OrderBy(layer => stream.PositionOf(layer.Node)))
        {
            stream.AdvanceTo(layer.Node, cancel);
            var problem = new LayerProblem(layer, targets, stream, settings);
            refined.Add(problem.Solve(edit, cancel));
            targets.Drop(layer.Name);
            GC.Collect(); // large arrays of one layer would otherwise pile up on those of the next
            diagnostics.Progress($"refining weights, layer {refined.Count} of {layers.Count}", (double)refined.Count / layers.Count);
        }

        return refined;
    }

    /// <summary>Positions taken from one sample.</summary>
    private static int PositionsOf(QuantizedLayer layer, int samples) =>
        Math.Max(1, Math.Clamp(PositionsPerColumn * layer.Weights.Columns, MinPositions, MaxPositions) / samples);
}
