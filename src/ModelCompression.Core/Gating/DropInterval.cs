using ModelCompression.Gating.Statistics;
using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>What the samples say about the loss on all data: two one-sided bounds, each right with the given confidence.</summary>
/// <param name="Lower">The loss is larger than this, in the metric's own unit, positive when worse.</param>
/// <param name="Upper">The loss is not larger than this.</param>
/// <param name="Confidence">Of each bound.</param>
public sealed record DropInterval(double Lower, double Upper, double Confidence)
{
    /// <summary>More samples than this are not worth naming.</summary>
    private const long MostSamples = 10_000_000;

    /// <summary>How likely a split of broken and repaired samples at least as uneven is by chance (exact McNemar test, two-sided); null for metrics that count nothing.</summary>
    public double? McNemar { get; init; }

    /// <summary>
    /// By Tango's score interval where the metric counts right and wrong samples, else by the percentiles of a bootstrap over samples; null when there were too few
    /// samples for one.
    /// </summary>
    public static DropInterval? Of(EvaluationResult result, double confidence)
    {
        if (result is { Counts: { } counts, Samples: > 0 })
        {
            var difference = DifferenceOf(counts, result.Samples);
            return new DropInterval(difference.Lower(confidence), difference.Upper(confidence), confidence) { McNemar = difference.McNemar() };
        }

        return result.DropQuantiles is { Count: > 1 } quantiles ? new DropInterval(Quantile(quantiles, 1 - confidence), Quantile(quantiles, confidence), confidence) : null;
    }

    /// <summary>
    /// How many samples would tell on which side of a limit the loss is, if it stayed as large and as scattered as it is here; null when the loss lies too close to the
    /// limit, or nothing is known.
    /// </summary>
    public static long? SamplesToDecide(EvaluationResult result, double limit, double confidence)
    {
        if (result is { Counts: { } counts, Samples: > 0 })
        {
            return DifferenceOf(counts, result.Samples).SamplesToDecide(limit, confidence, MostSamples);
        }

        if (Of(result, confidence) is not { } interval || Math.Abs(result.Drop - limit) < 1e-12)
        {
            return null;
        }

        var reach = result.Drop > limit ? result.Drop - interval.Lower : interval.Upper - result.Drop; // shrinks with the root of the number of samples
        var needed = Math.Round(result.Samples * Math.Pow(reach / Math.Abs(result.Drop - limit), 2));
        return needed <= MostSamples ? (long)Math.Max(1, needed) : null;
    }

    internal static PairedDifference DifferenceOf(SuccessCounts counts, int samples) => new(counts.Broken, counts.Repaired, samples);

    /// <summary>Between the quantiles of an even grid from 0 to 1.</summary>
    private static double Quantile(IReadOnlyList<double> quantiles, double probability)
    {
        var place = probability * (quantiles.Count - 1);
        var below = (int)Math.Clamp(Math.Floor(place), 0, quantiles.Count - 2);
        return quantiles[below] + ((place - below) * (quantiles[below + 1] - quantiles[below]));
    }
}
