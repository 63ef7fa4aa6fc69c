using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Sums over the samples of one predicted value.</summary>
/// <param name="Count">How many samples count.</param>
/// <param name="Variance">Of the right values.</param>
internal readonly record struct ErrorSums(double Count, double SquaredError, double AbsoluteError, double Variance);

/// <summary>Compares the first output with right values. What is predicted for a sample that is not finite makes the value not a number.</summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="valueOf">What is made of one predicted value; several are averaged.</param>
internal sealed class ValuesAccumulator(string metric, Func<ErrorSums, double> valueOf) : IMetricAccumulator
{
    /// <summary>More values do not fit the memory of a small machine, twice over for two models.</summary>
    private const long MostValues = 20_000_000;

    private readonly List<double[]> _predicted = [];
    private readonly List<double[]> _right = [];

    public int Count => _right.Count;

    public long Steps => (long)Count * (_right.Count == 0 ? 0 : _right[0].Length);

    public double Value => Weighted([.. Enumerable.Repeat(1, Count)]);

    /// <summary>Mean absolute error of each sample.</summary>
    public IReadOnlyList<double> PerSample => [.. _predicted.Zip(_right, (predicted, right) => predicted.Zip(right, (p, r) => Math.Abs(p - r)).Average())];

    /// <exception cref="UserErrorException">MC2007: no values as label, or another number of them than the output has.</exception>
    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not ValuesLabel label)
        {
            throw new UserErrorException(Codes.LabelsMissing, $"Sample '{sample.Id}' has no right values, which metric {metric} needs. Give an array of values as labels (.npz or .npy), or use metric Fidelity.");
        }

        if (outputs.Count == 0 || outputs[0] is not { Element: not ElementType.String } output || output.Count != label.Values.Count || (_right.Count > 0 && output.Count != _right[0].Length))
        {
            throw new UserErrorException(Codes.LabelsMissing,
                FormattableString.Invariant($"Sample '{sample.Id}' has {label.Values.Count} right values, but the model's first output {(outputs.Count > 0 ? outputs[0].ToString() : "")} has another number of them. Metric {metric} compares them one by one."));
        }

        if ((Count + 1L) * output.Count > MostValues)
        {
            throw new UserErrorException(Codes.LabelsMissing,
                FormattableString.Invariant($"Metric {metric} keeps all values, and {Count + 1} samples of {output.Count} are more than {MostValues}. For images use metric Psnr or Ssim, or give fewer samples."));
        }

        _predicted.Add(output.ToDoubles());
        _right.Add([.. label.Values]);
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        if (weights.Length == 0)
        {
            return double.NaN;
        }

        var sum = 0.0;
        for (var k = 0; k < _right[0].Length; k++)
        {
            sum += valueOf(SumsOf(k, weights));
        }

        return sum / _right[0].Length;
    }

    private ErrorSums SumsOf(int k, ReadOnlySpan<int> weights)
    {
        double count = 0, mean = 0, squares = 0, absolute = 0, variance = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var error = _predicted[i][k] - _right[i][k];
            count += weights[i];
            mean += weights[i] * _right[i][k];
            squares += weights[i] * error * error;
            absolute += weights[i] * Math.Abs(error);
        }

        mean /= count;
        for (var i = 0; i < weights.Length; i++)
        {
            variance += weights[i] * (_right[i][k] - mean) * (_right[i][k] - mean);
        }

        return new ErrorSums(count, squares, absolute, variance / count);
    }
}
