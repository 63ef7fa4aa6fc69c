using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>
/// The optimal clipping of C. Sakr et al., "Optimal Clipping and Magnitude-aware Differentiation for Improved Quantization-aware Training" (ICML 2022), equation 6, for ends
/// that need not be symmetric. Rounding a value inside [a, b] costs (b - a)^2 / (12 steps^2), clipping one costs its squared distance; both derivatives are zero at
/// b = (k N a + sum of x above b) / (k N + count above b), and the mirror image for a, with k = 1 / (12 steps^2) and N the values inside that are not zero. Newton's
/// method is to apply these in turn.
/// </summary>
[Strategy("Octav", "The clipping that balances rounding against clipping error (Newton's method).")]
public sealed class OctavCalibrator : ICalibrator
{
    private const int MaxRounds = 100;
    private const double Tolerance = 1e-6;

    public bool NeedsHistogram => true;

    public ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid)
    {
        var values = HistogramSums.Of(statistics);
        var clip = grid.Symmetric ? Symmetric(values, grid) : Asymmetric(values, grid);
        return values.Within(clip.Low, clip.High);
    }

    private static (double Low, double High) Asymmetric(HistogramSums values, IntegerGrid grid)
    {
        var k = 1 / (12.0 * grid.Steps * grid.Steps);
        var (low, high) = (0.0, 0.0);
        for (var round = 0; round < MaxRounds; round++)
        {
            var (below, above) = (values.FirstBinFrom(low), values.FirstBinFrom(high));
            var inside = k * Inside(values, below, above);
            var nextHigh = End(inside, low, values.Total - values.CountBelow(above), values.SumBelow(values.Bins) - values.SumBelow(above));
            var nextLow = End(inside, high, values.CountBelow(below), values.SumBelow(below));
            var change = Math.Abs(Math.Max(0, nextHigh) - high) + Math.Abs(Math.Min(0, nextLow) - low);
            (low, high) = (Math.Min(0, nextLow), Math.Max(0, nextHigh));
            if (change <= Tolerance * (high - low))
            {
                break;
            }
        }

        return (low, high);
    }

    private static (double Low, double High) Symmetric(HistogramSums values, IntegerGrid grid)
    {
        var k = 4 / (12.0 * grid.Steps * grid.Steps);
        var clip = 0.0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var (below, above) = (values.FirstBinFrom(-clip), values.FirstBinFrom(clip));
            var count = values.CountBelow(below) + values.Total - values.CountBelow(above);
            var magnitude = values.SumBelow(values.Bins) - values.SumBelow(above) - values.SumBelow(below);
            var next = End(k * Inside(values, below, above), 0, count, magnitude);
            var change = Math.Abs(next - clip);
            clip = next;
            if (change <= Tolerance * clip)
            {
                break;
            }
        }

        return (-clip, clip);
    }

    private static double End(double inside, double otherEnd, double count, double sum) =>
        inside + count > 0 ? (inside * otherEnd + sum) / (inside + count) : otherEnd;

    /// <summary>Values in a run of bins without those in the bin of zero.</summary>
    private static double Inside(HistogramSums values, int from, int to)
    {
        var zero = -values.Start / values.Width;
        var zeros = zero >= from && zero < to ? values.CountBelow((int)zero + 1) - values.CountBelow((int)zero) : 0;
        return Math.Max(0, values.CountBelow(to) - values.CountBelow(from) - zeros);
    }
}
