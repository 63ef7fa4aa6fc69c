using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>What is kept of one tensor over all samples: enough for every calibrator, in memory that does not grow with their number.</summary>
/// <param name="withHistogram">False keeps only extremes, which costs less time.</param>
public sealed class TensorStatistics(bool withHistogram)
{
    /// <summary>Values looked at together: few enough to be in the nearest cache still when they are counted.</summary>
    private const int Block = 2048;

    private double _sumOfMin;
    private double _sumOfMax;

    /// <summary>Number of samples that held values.</summary>
    public long Samples { get; private set; }

    /// <summary>False once a value was not finite.</summary>
    public bool IsFinite { get; private set; } = true;

    /// <summary>The smallest interval that holds every value. Only valid when <see cref="HasRange"/> is true.</summary>
    public ActivationRange Extremes { get; private set; }

    /// <summary>Mean over the samples of their smallest and of their largest value. Only valid when <see cref="HasRange"/> is true.</summary>
    public ActivationRange MeanExtremes => new((float)(_sumOfMin / Samples), (float)(_sumOfMax / Samples));

    /// <summary>All values; null when none was asked for.</summary>
    public Histogram? Histogram { get; } = withHistogram ? new Histogram() : null;

    /// <summary>True when something was seen and all of it was finite.</summary>
    public bool HasRange => Samples > 0 && IsFinite;

    /// <param name="values">The tensor of one sample, any length.</param>
    public void Add(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty || !IsFinite)
        {
            return;
        }

        var (min, max) = (float.PositiveInfinity, float.NegativeInfinity);
        for (; !values.IsEmpty; values = values[Math.Min(Block, values.Length)..])
        {
            var block = values[..Math.Min(Block, values.Length)];
            var (least, greatest) = ValueExtremes.Of(block);
            if (!float.IsFinite(least) || !float.IsFinite(greatest))
            {
                IsFinite = false;
                return;
            }

            Histogram?.Add(block, least, greatest);
            (min, max) = (MathF.Min(min, least), MathF.Max(max, greatest));
        }

        AddExtremes(min, max);
    }

    /// <summary>The same for a tensor without negative values, of which only the largest value of each part is known: its smallest is taken to be 0.</summary>
    public void AddMaxima(ReadOnlySpan<float> maxima)
    {
        if (maxima.IsEmpty || !IsFinite)
        {
            return;
        }

        var (least, greatest) = ValueExtremes.Of(maxima);
        IsFinite = float.IsFinite(least) && float.IsFinite(greatest);
        if (IsFinite)
        {
            AddExtremes(0, greatest);
        }
    }

    private void AddExtremes(float min, float max)
    {
        var seen = new ActivationRange(min, max);
        Extremes = Samples == 0 ? seen : Extremes.Union(seen);
        _sumOfMin += min;
        _sumOfMax += max;
        Samples++;
    }
}
