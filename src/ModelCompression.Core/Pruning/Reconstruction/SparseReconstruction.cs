using System.Numerics.Tensors;
using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;
using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Pruning.Reconstruction;

/// <summary>
/// Removes weights layer by layer in graph order. Each layer is given the outputs of the unpruned model from the inputs it will really see, those computed by the layers
/// before, already pruned; the weights that are left, and the bias, take up what the others did (Frantar and Alistarh 2022; Frantar and Alistarh 2023, section 3).
/// </summary>
public sealed class SparseReconstruction(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    /// <summary>Share of the mean diagonal that is added to H.</summary>
    private const double Damping = 0.01;

    private const int PositionsPerColumn = 64;
    private const int MinPositions = 2048;
    private const int MaxPositions = 16_384;
    private const long MaxBytes = 96_000_000;

    /// <summary>Every n-th sample is held out when the target is chosen.</summary>
    private const int HeldOut = 5;

    /// <summary>False for models that cannot be run piece by piece: those with subgraphs.</summary>
    public static bool CanRun(Model model) => !model.Graph.Nodes.Any(node => node.Subgraphs.Any());

    /// <param name="model">Is changed; every node has a name of its own.</param>
    /// <param name="original">The same model, unchanged.</param>
    /// <param name="samples">Calibration samples.</param>
    /// <param name="removed">How many weights each layer gives up, by node.</param>
    /// <returns>What was left as it was, and why.</returns>
    public IReadOnlyList<Skipped> Run(Model model, Model original, IReadOnlyList<Sample> samples, IReadOnlyDictionary<string, int> removed, int seed, CancellationToken cancel) =>
        Run(model, original, samples, [.. model.Graph.Nodes.Where(node => removed.GetValueOrDefault(node.Name) > 0)], seed,
            (layer, hessians, wanted) => new SparseSolver(hessians, wanted, layer.Observed.Columns, threads).Solve(removed[layer.Node.Name], cancel), cancel);

    /// <summary>Fits all layers to the outputs they had, from inputs some of which are not read any more.</summary>
    /// <param name="kept">By node: which channels (of the axis that is summed over) are read; layers that are not named read all.</param>
    public IReadOnlyList<Skipped> Refit(Model model, Model original, IReadOnlyList<Sample> samples, IReadOnlyDictionary<string, bool[]> kept, int seed, CancellationToken cancel) =>
        Run(model, original, samples, [.. model.Graph.Nodes.Where(node => node.IsAny("Conv", "Gemm", "MatMul"))], seed,
            (layer, hessians, wanted) => Fitted(layer.Observed.Columns, hessians, wanted, kept.GetValueOrDefault(layer.Node.Name)), cancel);

    private List<Skipped> Run(
        Model model, Model original, IReadOnlyList<Sample> samples, IReadOnlyList<Node> nodes, int seed, Func<SparseLayer, double[][], double[][], double[]> solve, CancellationToken cancel)
    {
        var skipped = new List<Skipped>();
        var layers = new List<SparseLayer>();
        foreach (var node in nodes)
        {
            if (SparseLayer.Of(node, out var why) is { } layer)
            {
                layers.Add(layer);
            }
            else
            {
                skipped.Add(new Skipped(node.Name, why));
            }
        }

        var windows = layers.ToDictionary(layer => layer.Node.Name, layer => (layer.Observed.Windows, PositionsOf(layer.Observed.Columns, samples.Count)), StringComparer.Ordinal);
        using var targets = OutputSamples.Measure(original, windows, samples, (runners, threads, seed), cancel);
        var stream = new LayerStream(model, layers.Select(layer => layer.Node).ToHashSet(), samples, (runners, threads), MaxBytes);
        var edit = new GraphEditor(model);
        var done = 0;
        foreach (var layer in layers.OrderBy(layer => stream.PositionOf(layer.Node)))
        {
            stream.AdvanceTo(layer.Node, cancel);
            Solve(layer, targets, stream, edit, solve, cancel);
            targets.Drop(layer.Node.Name);
            diagnostics.Progress($"fitting, layer {++done} of {layers.Count}", (double)done / layers.Count);
        }

        return skipped;
    }

    /// <summary>The least-squares weights of all rows on the columns that are read.</summary>
    private double[] Fitted(int columns, double[][] hessians, double[][] wanted, bool[]? kept)
    {
        if (kept is null || !kept.Contains(false))
        {
            return [.. wanted.SelectMany(group => group)];
        }

        int[] left = [.. Enumerable.Range(0, columns).Where(column => kept[column % kept.Length])];
        var weights = new double[wanted.Sum(group => group.Length)];
        var first = 0;
        foreach (var (hessian, target) in hessians.Zip(wanted))
        {
            var part = new double[left.Length * left.Length];
            for (var i = 0; i < left.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    part[(i * left.Length) + j] = hessian[(left[i] * columns) + left[j]];
                }
            }

            var factor = Cholesky.InPlace(part, left.Length) ?? throw new InvalidOperationException("The second moments are not positive definite.");
            Parallel.For(0, target.Length / columns, new ParallelOptions { MaxDegreeOfParallelism = threads }, row =>
            {
                var solution = Array.ConvertAll(left, column => TensorPrimitives.Dot<double>(hessian.AsSpan(column * columns, columns), target.AsSpan(row * columns, columns)));
                factor.Solve(solution);
                for (var i = 0; i < left.Length; i++)
                {
                    weights[first + (row * columns) + left[i]] = solution[i];
                }
            });
            first += target.Length;
        }

        return weights;
    }

    private void Solve(SparseLayer layer, OutputSamples targets, LayerStream stream, GraphEditor edit, Func<SparseLayer, double[][], double[][], double[]> solve, CancellationToken cancel)
    {
        var (groups, columns) = (layer.Observed.Groups, layer.Observed.Columns);
        var rows = layer.Observed.Rows / groups;
        var observation = new LayerObservation(layer.Observed, targets, stream, layer.HasBias ? null : layer.Bias, threads);
        var fit = observation.Start();
        observation.Add(fit, sample => sample % HeldOut != HeldOut - 1, cancel);
        var held = Array.ConvertAll(fit, moments => moments.Sibling());
        observation.Add(held, sample => sample % HeldOut == HeldOut - 1, cancel);
        var statistics = new LayerStatistics[groups];
        var (hessians, wanted) = (new double[groups][], new double[groups][]);
        for (var group = 0; group < groups; group++)
        {
            var real = layer.Weights[(group * rows * columns)..((group + 1) * rows * columns)];
            var damping = held[group].Count > 0 && LayerTarget.CanLearn(fit[group].Count, columns)
                ? LayerTarget.ChooseDamping(real, fit[group].Summary(layer.HasBias), held[group].Summary(layer.HasBias), threads)
                : null;
            fit[group].Absorb(held[group]);
            statistics[group] = fit[group].Summary(layer.HasBias, last: true);
            wanted[group] = LayerTarget.Of(real, statistics[group], damping, threads);
            hessians[group] = statistics[group].Damped(Math.Max(statistics[group].MeanDiagonal * Damping, 1e-12));
        }

        var weights = solve(layer, hessians, wanted);
        layer.Store(edit, weights, layer.HasBias ? BiasOf(weights, statistics, rows, columns) : null);
    }

    /// <summary>mean(y) - w mean(x).</summary>
    private static double[] BiasOf(double[] weights, LayerStatistics[] statistics, int rows, int columns)
    {
        var bias = new double[weights.Length / columns];
        for (var row = 0; row < bias.Length; row++)
        {
            var (group, within) = (statistics[row / rows], row % rows);
            bias[row] = group.MeanY[within] - TensorPrimitives.Dot<double>(weights.AsSpan(row * columns, columns), group.MeanX);
        }

        return bias;
    }

    /// <summary>Positions taken from one sample.</summary>
    private static int PositionsOf(int columns, int samples) => Math.Max(1, Math.Clamp(PositionsPerColumn * columns, MinPositions, MaxPositions) / samples);
}
