using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Which values of a metric are better.</summary>
public enum Direction
{
    Higher,
    Lower,
}

/// <summary>What a metric is, before any sample is seen.</summary>
public interface IMetric
{
    /// <summary>The name the user chose it by.</summary>
    string Name { get; }

    Direction Better => Direction.Higher;

    /// <summary>The labels the metric cannot do without.</summary>
    LabelKind Needs { get; }

    /// <summary>The best value there can be; null when there is none, so that a limit on the loss has no natural size.</summary>
    double? Bound { get; }

    /// <summary>True when outputs are judged against the original's own, which then scores <see cref="Bound"/> by definition.</summary>
    bool ComparesWithOriginal => false;

    /// <summary>True when every sample counts as right (1) or wrong (0) and the value is the share of right ones.</summary>
    bool CountsSuccesses => false;

    /// <summary>The same metric for outputs whose largest value is <paramref name="peak"/>; itself where that makes no difference.</summary>
    IMetric WithPeak(double peak) => this;

    /// <summary>The same metric for outputs that count as positive from <paramref name="threshold"/> on; itself where that makes no difference.</summary>
    IMetric WithThreshold(double threshold) => this;

    IMetricAccumulator Start();
}

/// <summary>Sums a metric up over the samples of one model, in order. Not thread-safe.</summary>
public interface IMetricAccumulator
{
    /// <summary>Takes one sample's results; tensors are only read during the call.</summary>
    /// <param name="outputs">The judged model's outputs.</param>
    /// <param name="reference">The original model's outputs for the same sample.</param>
    /// <exception cref="Diagnostics.UserErrorException">MC2007: the sample has no label the metric can use.</exception>
    void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference);

    /// <summary>Number of cases the value is about: the samples so far, or the pairs of them.</summary>
    int Count => PerSample.Count;

    /// <summary>The value over all samples so far; NaN without any.</summary>
    double Value { get; }

    /// <summary>One outcome a sample, in the order they were added; empty when a sample alone has none, as with a rank correlation.</summary>
    IReadOnlyList<double> PerSample { get; }

    /// <summary>The class each case belongs to, where cases have one, in the order they were added; else empty.</summary>
    IReadOnlyList<int> Classes => [];

    /// <summary>The class each case was taken for, where the metric looks at one answer, in the order they were added; else empty.</summary>
    IReadOnlyList<int> Answers => [];

    /// <summary>About how many steps <see cref="Weighted"/> takes.</summary>
    long Steps => Count;

    /// <summary>The value when each case counts as often as its weight says; NaN when it has none. Safe to call from several threads once nothing is added any more.</summary>
    /// <param name="weights">One a case, 0 or more.</param>
    double Weighted(ReadOnlySpan<int> weights)
    {
        var outcomes = PerSample;
        double sum = 0, count = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * outcomes[i];
            count += weights[i];
        }

        return sum / count;
    }
}
