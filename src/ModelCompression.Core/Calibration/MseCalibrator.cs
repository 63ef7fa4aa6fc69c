using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>
/// The range with the least mean squared error, clipping included: every pair of ends on a grid that starts at zero and ends at the extremes, then smaller and smaller
/// steps around the best pair.
/// </summary>
[Strategy("Mse", "The range with the least squared error of rounding and clipping together.")]
public sealed class MseCalibrator : ICalibrator
{
    private const int Coarse = 32;
    private const double Finest = 1.0 / 1024;

    public bool NeedsHistogram => true;

    public ActivationRange RangeOf(TensorStatistics statistics, IntegerGrid grid) => Search(HistogramSums.Of(statistics), grid, clippingWeight: 1);

    /// <summary>The search with an error that counts clipping <paramref name="clippingWeight"/> times.</summary>
    internal static ActivationRange Search(HistogramSums values, IntegerGrid grid, double clippingWeight)
    {
        var low = Math.Min(0, (double)values.Extremes.Min);
        var high = Math.Max(0, (double)values.Extremes.Max);
        double Error(double a, double b) => values.QuantizationError(a * low, b * high, grid, clippingWeight);

        var best = (Low: 1.0, High: 1.0, Error: Error(1, 1));
        for (var i = Coarse; i > 0 && low < 0 || i == Coarse; i--)
        {
            for (var j = Coarse; j > 0 && high > 0 || j == Coarse; j--)
            {
                best = Better(best, (double)i / Coarse, (double)j / Coarse, Error);
            }
        }

        for (var step = 0.5 / Coarse; step >= Finest; step /= 2)
        {
            var (a, b) = (best.Low, best.High);
            for (var i = -1; i <= 1; i++)
            {
                for (var j = -1; j <= 1; j++)
                {
                    best = Better(best, Math.Clamp(a + i * step, step, 1), Math.Clamp(b + j * step, step, 1), Error);
                }
            }
        }

        return values.Within(best.Low * low, best.High * high);
    }

    private static (double Low, double High, double Error) Better(
        (double Low, double High, double Error) best, double low, double high, Func<double, double, double> error)
    {
        var found = error(low, high);
        return found < best.Error ? (low, high, found) : best;
    }
}
