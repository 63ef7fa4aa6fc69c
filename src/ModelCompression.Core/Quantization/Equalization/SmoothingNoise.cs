namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// The expected squared error of one row of the outputs of a site's layers, as a function of the factors s (the layers compute (x_j / s_j) times (s_j W_j)):
/// rounding the activation, step^2 / 12 * sum_j s_j^2 |W_j|^2 with step = range / 255 in the mean over the runs, plus rounding the weights,
/// sum_o (max_j s_j |W_jo| / 127)^2 / 12 * sum_j E[x_j^2] / s_j^2.
/// </summary>
internal sealed class SmoothingNoise
{
    private const double ActivationSteps = 255;
    private const double WeightSteps = 127;
    private const double RoundingVariance = 1.0 / 12;

    private readonly FeatureRecord _seen;
    private readonly double[] _norms;
    private readonly double[] _squares;
    private readonly float[][] _columns;

    public SmoothingNoise(SmoothingSite site, FeatureRecord seen)
    {
        _seen = seen;
        _squares = [.. Enumerable.Range(0, site.Features).Select(seen.MeanSquare)];
        _norms = new double[site.Features];
        Largest = new double[site.Features];
        _columns = [.. site.Readers.SelectMany(Columns)];
        foreach (var column in _columns)
        {
            for (var j = 0; j < column.Length; j++)
            {
                _norms[j] += (double)column[j] * column[j];
                Largest[j] = Math.Max(Largest[j], column[j]);
            }
        }
    }

    /// <summary>The largest weight magnitude of each feature.</summary>
    public double[] Largest { get; }

    public double At(double[] factors) => OfActivation(factors) + OfWeights(factors);

    private double OfActivation(double[] factors)
    {
        var squaredStep = _seen.Runs.Average(run =>
        {
            var (low, high) = (0.0, 0.0); // a range always holds 0
            for (var j = 0; j < factors.Length; j++)
            {
                low = Math.Min(low, run.Low[j] / factors[j]);
                high = Math.Max(high, run.High[j] / factors[j]);
            }

            return (high - low) * (high - low) / (ActivationSteps * ActivationSteps);
        });
        var gain = 0.0;
        for (var j = 0; j < factors.Length; j++)
        {
            gain += factors[j] * factors[j] * _norms[j];
        }

        return squaredStep * RoundingVariance * gain;
    }

    private double OfWeights(double[] factors)
    {
        var energy = 0.0;
        for (var j = 0; j < factors.Length; j++)
        {
            energy += _squares[j] / (factors[j] * factors[j]);
        }

        var squaredSteps = 0.0;
        foreach (var column in _columns)
        {
            var largest = 0.0;
            for (var j = 0; j < column.Length; j++)
            {
                largest = Math.Max(largest, column[j] * factors[j]);
            }

            squaredSteps += largest * largest / (WeightSteps * WeightSteps);
        }

        return squaredSteps * RoundingVariance * energy;
    }

    /// <summary>|W_jo| by output o, each with an entry a feature j.</summary>
    private static float[][] Columns(ScalableLayer layer)
    {
        var columns = Enumerable.Range(0, layer.Outputs).Select(_ => new float[layer.Inputs]).ToArray();
        var weight = layer.Weight.AsSpan<float>();
        for (var i = 0; i < weight.Length; i++)
        {
            var (output, input) = layer.At(i);
            columns[output][input] = MathF.Abs(weight[i]);
        }

        return columns;
    }
}
