using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Pruning.Reconstruction;

/// <summary>Mean squares of the inputs that weights are multiplied by.</summary>
internal sealed class InputSquares(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    /// <param name="copy">The same model once more.</param>
    /// <returns>By node, one value an element of its weights, row-major.</returns>
    public IReadOnlyDictionary<Node, double[]> Measure(Model model, Model copy, IReadOnlyList<Sample> samples, int seed, CancellationToken cancel)
    {
        List<SparseLayer> layers = [.. model.Graph.Nodes.Where(node => node.IsAny("Conv", "Gemm", "MatMul")).Select(node => SparseLayer.Of(node, out _)).OfType<SparseLayer>()];
        var statistics = new LayerSurvey(runners, threads, diagnostics).Measure(model, copy, layers, samples, seed, cancel);
        return layers.ToDictionary(layer => layer.Node, layer => layer.PerElement((row, column) =>
        {
            var group = statistics[layer][row / (layer.Observed.Rows / layer.Observed.Groups)];
            var mean = layer.HasBias ? group.MeanX[column] : 0;
            return group.Xx[(column * group.Columns) + column] + (mean * mean);
        }));
    }
}
