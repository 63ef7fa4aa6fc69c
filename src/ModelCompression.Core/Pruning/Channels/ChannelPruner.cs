using System.Numerics.Tensors;
using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Pruning.Reconstruction;

namespace ModelCompression.Pruning.Channels;

/// <summary>What channel pruning did.</summary>
/// <param name="Model">The narrower model.</param>
/// <param name="Removed">Channels removed.</param>
/// <param name="MultiplyAdds">For one sample, before and after.</param>
public sealed record NarrowedModel(Model Model, int Removed, (long Before, long After) MultiplyAdds, IReadOnlyList<Skipped> Skipped);

/// <summary>Removes whole channels: chooses them, fits all layers anew to the outputs they had, and cuts the graph; then checks that the cut computes the same.</summary>
/// <param name="criterion">Ranks the channels of a width.</param>
/// <param name="clone">Copies a model.</param>
public sealed class ChannelPruner(IImportanceCriterion criterion, IModelRunnerFactory runners, Func<Model, Model> clone, int threads, IDiagnostics diagnostics)
{
    /// <summary>Largest difference between cut and masked model, as a share of the largest output.</summary>
    private const float Tolerance = 1e-4f;

    private const int CheckedSamples = 8;

    /// <param name="model">Float, every node with a name of its own; it is not changed.</param>
    /// <param name="samples">Calibration samples.</param>
    /// <exception cref="InvalidOperationException">The cut model computes something else: a bug, and the model is not used.</exception>
    public NarrowedModel Run(Model model, IReadOnlyList<Sample> samples, ChannelSettings settings, CancellationToken cancel)
    {
        var (units, skipped) = new ChannelSelection(criterion, runners, threads, diagnostics).Choose(clone(model), () => clone(model), samples, settings, cancel);
        var masked = clone(model);
        var slots = ChannelSlots.Of(masked);
        var costs = new WidthCosts(masked, slots.Table);
        var kept = slots.Consumers.GroupBy(consumer => consumer.Node).ToDictionary(
            group => group.Key.Name,
            group => Array.ConvertAll((slots.Table.Of(group.First().Weight) ?? [])[group.First().Axis], slot => !units.Contains(slots.Table.Find(slot))),
            StringComparer.Ordinal);
        var multiplyAdds = (costs.Of(new HashSet<int>()), costs.Of(units));
        slots.Mask(units);
        new SparseReconstruction(runners, threads, diagnostics).Refit(masked, model, samples, kept, settings.Seed, cancel);
        var narrow = clone(masked);
        ChannelSlots.Of(narrow).Remove(units);
        Check(masked, narrow, samples);
        return new NarrowedModel(narrow, units.Count, multiplyAdds, skipped);
    }

    private void Check(Model masked, Model narrow, IReadOnlyList<Sample> samples)
    {
        using var before = runners.Load(masked, new RunnerOptions());
        using var after = runners.Load(narrow, new RunnerOptions());
        foreach (var sample in samples.Take(CheckedSamples))
        {
            foreach (var (expected, actual) in before.Run(sample).Zip(after.Run(sample)))
            {
                if (expected.Element == Tensors.ElementType.Float && !IsClose(expected.AsSpan<float>(), actual.AsSpan<float>()))
                {
                    throw new InvalidOperationException($"A model with channels removed computes something else on sample '{sample.Id}'.");
                }
            }
        }
    }

    private static bool IsClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        expected.Length == actual.Length && (expected.Length == 0 || TensorPrimitives.Distance(expected, actual) <= Tolerance * Math.Max(1e-6f, TensorPrimitives.Norm(expected)));
}
