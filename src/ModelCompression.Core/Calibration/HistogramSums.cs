using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>
/// Running sums over the bins of a histogram, each bin taken as its count at its centre: count, sum and sum of squares of any run of bins at once, and with
/// them quantiles and the error that quantizing to a range causes, in a time that depends on the number of levels and not of bins.
/// </summary>
public sealed class HistogramSums
{
    private readonly ActivationRange _extremes;
    private readonly double[] _count;
    private readonly double[] _sum;
    private readonly double[] _squares;

    /// <param name="extremes">Smallest and largest value.</param>
    public HistogramSums(Histogram histogram, ActivationRange extremes)
    {
        _extremes = extremes;
        var counts = histogram.Counts;
        (Start, Width) = (histogram.Start, histogram.Width);
        _count = new double[counts.Length + 1];
        _sum = new double[counts.Length + 1];
        _squares = new double[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            var centre = Start + (i + 0.5) * Width;
            _count[i + 1] = _count[i] + counts[i];
            _sum[i + 1] = _sum[i] + counts[i] * centre;
            _squares[i + 1] = _squares[i] + counts[i] * centre * centre;
        }
    }

    public double Start { get; }

    public double Width { get; }

    public int Bins => _count.Length - 1;

    public double Total => _count[^1];

    /// <summary>The smallest and the largest value seen.</summary>
    public ActivationRange Extremes => _extremes;

    /// <exception cref="ArgumentException">The statistics hold no histogram.</exception>
    public static HistogramSums Of(TensorStatistics statistics) =>
        new(statistics.Histogram ?? throw new ArgumentException("No histogram was collected.", nameof(statistics)), statistics.Extremes);

    /// <summary>Number of values in bins that lie below <paramref name="bin"/>.</summary>
    public double CountBelow(int bin) => _count[bin];

    /// <summary>Sum of the values in bins that lie below <paramref name="bin"/>.</summary>
    public double SumBelow(int bin) => _sum[bin];

    /// <summary>The first bin whose centre is at <paramref name="value"/> or above; <see cref="Bins"/> when there is none.</summary>
    public int FirstBinFrom(double value) => (int)Math.Clamp(Math.Ceiling((value - Start) / Width - 0.5), 0, Bins);

    /// <summary>The value below which <paramref name="share"/> of all values lie, linear within a bin.</summary>
    public double Quantile(double share)
    {
        var wanted = share * Total;
        var found = Array.BinarySearch(_count, wanted);
        var bin = Math.Clamp(found >= 0 ? found : ~found - 1, 0, Bins - 1);
        var inBin = _count[bin + 1] - _count[bin];
        return Start + (bin + (inBin > 0 ? (wanted - _count[bin]) / inBin : 0)) * Width;
    }

    /// <summary>An interval cut to the extremes that were seen.</summary>
    public ActivationRange Within(double min, double max)
    {
        var low = Math.Clamp((float)min, _extremes.Min, _extremes.Max);
        return new ActivationRange(low, Math.Clamp((float)max, low, _extremes.Max));
    }

    /// <summary>
    /// Mean squared error of quantizing all values to a range: values inside are rounded to the nearest level, values outside go to its end, where their squared
    /// error counts <paramref name="clippingWeight"/> times.
    /// </summary>
    public double QuantizationError(double min, double max, IntegerGrid grid, double clippingWeight = 1)
    {
        var (scale, low, high) = grid.Fit(min, max);
        if (scale == 0)
        {
            return _squares[^1] / Total * clippingWeight;
        }

        var first = FirstBinFrom(low);
        var last = Math.Max(first, FirstBinFrom(high));
        var error = clippingWeight * (ErrorOf(0, first, low) + ErrorOf(last, Bins, high));
        var level = Math.Max(0, (int)Math.Floor((Start - low) / scale));
        for (var from = first; from < last; level++)
        {
            var to = level >= grid.Steps ? last : Math.Clamp(FirstBinFrom(low + (level + 0.5) * scale), from, last);
            error += ErrorOf(from, to, low + level * scale);
            from = to;
        }

        return error / Total;
    }

    /// <summary>Sum of (x - level)^2 over a run of bins.</summary>
    private double ErrorOf(int from, int to, double level) => to <= from
        ? 0
        : Math.Max(0, _squares[to] - _squares[from] - 2 * level * (_sum[to] - _sum[from]) + level * level * (_count[to] - _count[from]));
}
