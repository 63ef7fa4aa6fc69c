using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>
/// The threshold whose quantized distribution loses least information: S. Migacz, "8-bit inference with TensorRT" (GTC 2017). For each threshold t, p is the histogram
/// inside [-t, t] with what lies outside added to its end bins; q is the same histogram without the outside, merged to as many groups of bins as the range has levels,
/// and each group spread evenly over its bins that are not empty. The threshold with the least sum of p log(p / q) wins. The bin that holds zero counts like its
/// neighbour: zero is a level of every grid, so a spike there (after Relu) says nothing about where to clip.
/// </summary>
[Strategy("Entropy", "The threshold that loses least information (Kullback-Leibler).")]
public sealed class EntropyCalibrator : ICalibrator
{
    private const int MaxCandidates = 1024;

    public bool NeedsHistogram => true;

    public ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid)
    {
        var histogram = statistics.Histogram ?? throw new ArgumentException("No histogram was collected.", nameof(statistics));
        var counts = WithoutSpikeAtZero(histogram, out var zero);
        var (min, max) = (statistics.Extremes.Min, statistics.Extremes.Max);
        var levels = grid.Symmetric && (min >= 0 || max <= 0) ? grid.High + 1 : grid.Steps + 1;
        var reach = Math.Max(zero, counts.Length - zero);
        var stride = Math.Max(1, reach / MaxCandidates);
        var sums = new EntropySums(counts);
        var best = (Divergence: double.PositiveInfinity, Range: statistics.Extremes);
        for (var threshold = reach; threshold > 0; threshold -= stride)
        {
            var from = Math.Clamp(zero - threshold, 0, counts.Length);
            var to = Math.Clamp(zero + threshold, from, counts.Length);
            if (to - from < levels)
            {
                break;
            }

            var divergence = sums.Divergence(from, to, levels);
            if (divergence < best.Divergence)
            {
                best = (divergence, new ActivationRange(
                    Math.Clamp((float)(histogram.Start + from * histogram.Width), min, max),
                    Math.Clamp((float)(histogram.Start + to * histogram.Width), min, max)));
            }
        }

        return best.Range;
    }

    /// <param name="zero">The first bin of values that are not negative; may lie outside.</param>
    private static double[] WithoutSpikeAtZero(Histogram histogram, out int zero)
    {
        var counts = Array.ConvertAll(histogram.Counts.ToArray(), count => (double)count);
        zero = (int)Math.Clamp(-histogram.Start / histogram.Width, -Histogram.Capacity, 2 * Histogram.Capacity);
        if (zero >= 0 && zero < counts.Length && counts.Length > 1)
        {
            counts[zero] = Math.Min(counts[zero], zero + 1 < counts.Length ? counts[zero + 1] : counts[zero - 1]);
        }

        return counts;
    }
}
