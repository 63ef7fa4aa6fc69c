using ModelCompression.Metrics;

namespace ModelCompression.Evaluation.Resampling;

/// <summary>How the samples of an evaluation are taken apart, with its settings.</summary>
/// <param name="Id">Id of the strategy.</param>
public sealed record EvaluationMode(string Id, IResampling Resampling, ResamplingSettings Settings)
{
    /// <summary>The loss on each part: nothing runs again, the metric is computed on the cases of the part.</summary>
    /// <param name="original">Sums of the original model; null when it has <paramref name="bound"/> by definition.</param>
    /// <param name="compressed">Sums of the compressed model over the same cases.</param>
    /// <returns>Null when fewer than two parts have a value.</returns>
    public ResampledDrop? Measure(IMetricAccumulator? original, IMetricAccumulator compressed, double bound, Direction better)
    {
        var count = compressed.Count;
        var drops = new List<double>();
        var weights = new int[count];
        foreach (var part in Resampling.Parts(count, Settings))
        {
            Array.Clear(weights);
            foreach (var index in part)
            {
                weights[index] = 1;
            }

            var (before, after) = (original?.Weighted(weights) ?? bound, compressed.Weighted(weights));
            drops.Add(better == Direction.Higher ? before - after : after - before);
        }

        drops.RemoveAll(drop => !double.IsFinite(drop));
        return drops.Count < 2 ? null : new ResampledDrop(Id, drops, drops.Average(), Resampling.StandardError(count, drops, Settings));
    }
}
