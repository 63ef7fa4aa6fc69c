using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>
/// Compares one output with the original's over the samples, in double precision and in order. Numbers of every type are compared as numbers; strings count
/// by the share that is equal. An output of another shape or type has cosine 0 and only noise.
/// </summary>
/// <param name="divergence">Whether rows are compared as distributions, too.</param>
internal sealed class OutputComparison(bool divergence)
{
    private double _cosines;
    private long _samples;
    private double _maxAbsoluteError;
    private long _nonFinite;

    /// <summary>Sum of the original's squares.</summary>
    public double Signal { get; private set; }

    /// <summary>Sum of the squared differences.</summary>
    public double Noise { get; private set; }

    /// <summary>Rows of two or more elements.</summary>
    public RowComparison Rows { get; } = new(divergence);

    /// <summary>Adds one sample and returns its cosine.</summary>
    public double Add(TensorData output, TensorData reference)
    {
        var cosine = Compare(output, reference);
        _cosines += cosine;
        _samples++;
        return cosine;
    }

    public OutputFidelity Report(string name) =>
        new(name, _cosines / _samples, Decibels(Signal, Noise), _maxAbsoluteError, Share(Rows.Agreeing, Rows.Rows), _nonFinite) { TopOverlap = Share(Rows.TopShared, Rows.TopElements), KlDivergence = Rows.Divergence };

    /// <summary>10 log10(signal / noise); infinite without noise.</summary>
    public static double Decibels(double signal, double noise) => noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);

    public static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private double Compare(TensorData output, TensorData reference)
    {
        if (reference.Element == ElementType.String || output.Element == ElementType.String)
        {
            return CompareStrings(output, reference);
        }

        var expected = reference.ToDoubles();
        if (!output.Shape.Equals(reference.Shape))
        {
            var energy = expected.Where(double.IsFinite).Sum(value => value * value);
            Signal += energy;
            Noise += energy;
            return 0;
        }

        var actual = output.ToDoubles();
        CompareRows(actual, expected, reference.Shape);
        return CompareElements(actual, expected);
    }

    /// <summary>
    /// The cosine; 1 for two zero vectors, 0 for one. Equal infinities agree and are left out; any other element that is not finite makes the cosine 0.
    /// </summary>
    private double CompareElements(double[] actual, double[] expected)
    {
        double dot = 0, actualSquares = 0, expectedSquares = 0, noise = 0;
        long nonFinite = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var (a, e) = (actual[i], expected[i]);
            if (!double.IsFinite(a) || !double.IsFinite(e))
            {
                nonFinite += a.Equals(e) && !double.IsNaN(a) ? 0 : 1;
                continue;
            }

            dot += a * e;
            actualSquares += a * a;
            expectedSquares += e * e;
            noise += (a - e) * (a - e);
            _maxAbsoluteError = Math.Max(_maxAbsoluteError, Math.Abs(a - e));
        }

        Signal += expectedSquares;
        Noise += noise;
        _nonFinite += nonFinite;
        return nonFinite > 0 ? 0 : Cosine(dot, actualSquares, expectedSquares, noise);
    }

    private static double Cosine(double dot, double actualSquares, double expectedSquares, double noise)
    {
        if (noise == 0)
        {
            return 1;
        }

        var cosine = dot / (Math.Sqrt(actualSquares) * Math.Sqrt(expectedSquares));
        return double.IsFinite(cosine) ? Math.Clamp(cosine, -1, 1) : 0;
    }

    private void CompareRows(double[] actual, double[] expected, Shape shape)
    {
        var width = shape.Rank == 0 ? 1 : (int)shape[shape.Rank - 1];
        if (width < 2)
        {
            return;
        }

        for (var start = 0; start < expected.Length; start += width)
        {
            Rows.Add(actual.AsSpan(start, width), expected.AsSpan(start, width));
        }
    }

    private static double CompareStrings(TensorData output, TensorData reference)
    {
        if (output.Element != reference.Element || !output.Shape.Equals(reference.Shape))
        {
            return 0;
        }

        var equal = output.Strings.Zip(reference.Strings).Count(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
        return reference.Count == 0 ? 1 : (double)equal / reference.Count;
    }
}
