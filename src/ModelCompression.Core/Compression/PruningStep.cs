using ModelCompression.Analysis;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Pruning;
using ModelCompression.Pruning.Channels;
using ModelCompression.Pruning.Reconstruction;

namespace ModelCompression.Compression;

/// <summary>Prunes a normalized float model as the options say: single weights, which pay in packed storage, or whole channels, which pay in speed.</summary>
internal sealed class PruningStep(IModelRunnerFactory runners, Catalog catalog, int threads, IDiagnostics diagnostics)
{
    /// <summary>Channels that go at a time: kernels for 8-bit integers take them in fours.</summary>
    private const int ChannelStep = 4;

    /// <param name="model">Every node has a name of its own; it is changed or replaced.</param>
    /// <param name="skipped">Gets what was left alone, and why.</param>
    /// <returns>The pruned model, and the share removed; null without pruning.</returns>
    public (Model Model, double? Share) Run(Model model, CompressionOptions options, Dataset? calibration, List<Skipped> skipped, CancellationToken cancel)
    {
        if (options.Pruning == "None" || options.Sparsity is not { } sparsity)
        {
            return (model, null);
        }

        diagnostics.Progress("pruning");
        var criterion = catalog.Create<IImportanceCriterion>(options.Pruning);
        if ((criterion.NeedsData || options.PruningPattern == "Channel") && !SparseReconstruction.CanRun(model))
        {
            skipped.Add(new Skipped(model.Graph.Name, "a model with If, Loop or Scan cannot be run layer by layer, so nothing is pruned by data"));
            return (model, 0);
        }

        if (options.PruningPattern == "Channel" && calibration is not null)
        {
            var settings = new ChannelSettings(sparsity, ChannelStep, options.Seed);
            var narrowed = new ChannelPruner(criterion, runners, Clone, threads, diagnostics).Run(model, [.. CalibrationSubset.Of(calibration, cancel)], settings, cancel);
            skipped.AddRange(narrowed.Skipped);
            return (narrowed.Model, 1 - ((double)narrowed.MultiplyAdds.After / Math.Max(1, narrowed.MultiplyAdds.Before)));
        }

        return (model, PruneWeights(model, criterion, options, (calibration, sparsity), skipped, cancel));
    }

    private double PruneWeights(Model model, IImportanceCriterion criterion, CompressionOptions options, (Dataset? Calibration, double Sparsity) how, List<Skipped> skipped, CancellationToken cancel)
    {
        var pruner = new UnstructuredPruner(criterion, catalog.Create<IPruningAllocation>(options.PruningAllocation));
        IReadOnlyList<Sample> samples = criterion.NeedsData && how.Calibration is { } calibration ? [.. CalibrationSubset.Of(calibration, cancel)] : [];
        var squares = samples.Count > 0 && !criterion.FitsWeights ? new InputSquares(runners, threads, diagnostics).Measure(model, Clone(model), samples, options.Seed, cancel) : null;
        var plan = pruner.Plan(model, how.Sparsity, options.Seed, squares is null ? null : weight => squares.GetValueOrDefault(weight.Node));
        skipped.AddRange(plan.Skipped);
        if (criterion.FitsWeights)
        {
            var removed = plan.Weights.ToDictionary(weight => weight.Weight.Node.Name, weight => weight.Removed, StringComparer.Ordinal);
            skipped.AddRange(new SparseReconstruction(runners, threads, diagnostics).Run(model, Clone(model), samples, removed, options.Seed, cancel));
        }
        else
        {
            UnstructuredPruner.Apply(model, plan);
        }

        return plan.Sparsity;
    }

    private static Model Clone(Model model) => OnnxReader.Parse(OnnxWriter.ToBytes(model));
}
