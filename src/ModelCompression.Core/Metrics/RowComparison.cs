namespace ModelCompression.Metrics;

/// <summary>Compares the rows of one output, which lie along its last axis and have two elements or more, with the original's: as answers that are chosen from, and as distributions.</summary>
/// <param name="divergence">Whether distributions are compared, too, which costs an exponential an element.</param>
internal sealed class RowComparison(bool divergence)
{
    /// <summary>How many answers from the top are compared.</summary>
    private const int Top = 5;

    /// <summary>How far the sum of a distribution may be from 1.</summary>
    private const double SumTolerance = 1e-3;

    /// <summary>The least probability of the compressed model: single precision rounds small ones to 0, which would make the divergence infinite.</summary>
    private const double Least = 1e-12;

    private double _divergences;
    private long _diverging;

    public long Rows { get; private set; }

    /// <summary>Rows whose largest element is at the same place.</summary>
    public long Agreeing { get; private set; }

    /// <summary>Elements among the original's five largest, in rows of more than five.</summary>
    public long TopElements { get; private set; }

    /// <summary>Those that are among the compressed model's five largest, too.</summary>
    public long TopShared { get; private set; }

    /// <summary>
    /// Mean over the rows of the Kullback-Leibler divergence <c>sum p ln(p / q)</c> of the compressed model's distribution q from the original's p, in nats; null without rows.
    /// Rows that are no distributions in both models are made ones by softmax. Rows with an element that is no number, or infinite upwards, are left out.
    /// </summary>
    public double? Divergence => _diverging == 0 ? null : _divergences / _diverging;

    public void Add(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        Rows++;
        Agreeing += Scores.ArgMax(actual) == Scores.ArgMax(expected) ? 1 : 0;
        if (expected.Length > Top)
        {
            TopElements += Top;
            TopShared += Scores.Largest(expected, Top).Intersect(Scores.Largest(actual, Top)).Count();
        }

        if (divergence && IsUsable(actual) && IsUsable(expected))
        {
            _divergences += DivergenceOf(expected, actual);
            _diverging++;
        }
    }

    private static double DivergenceOf(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        var are = IsDistribution(expected) && IsDistribution(actual);
        var (p, q) = (Probabilities(expected, are), Probabilities(actual, are));
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            sum += p[i] == 0 ? 0 : p[i] * Math.Log(p[i] / Math.Max(Least, q[i]));
        }

        return Math.Max(0, sum);
    }

    private static double[] Probabilities(ReadOnlySpan<double> row, bool areProbabilities)
    {
        var largest = row[Scores.ArgMax(row)];
        var result = new double[row.Length];
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            sum += result[i] = areProbabilities ? row[i] : Math.Exp(row[i] - largest);
        }

        return Array.ConvertAll(result, value => value / sum);
    }

    private static bool IsDistribution(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        foreach (var value in row)
        {
            if (value < 0)
            {
                return false;
            }

            sum += value;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }

    /// <summary>No element is NaN or infinite upwards, and not all are infinite downwards.</summary>
    private static bool IsUsable(ReadOnlySpan<double> row)
    {
        var hasFinite = false;
        foreach (var value in row)
        {
            if (double.IsNaN(value) || double.IsPositiveInfinity(value))
            {
                return false;
            }

            hasFinite |= double.IsFinite(value);
        }

        return hasFinite;
    }
}
