using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// What the features (last axis) of one activation hold, run by run: an activation that is quantized dynamically gets a range of its own in every run, so the ranges of
/// different runs must not be merged.
/// </summary>
/// <param name="features">Size of the last axis.</param>
public sealed class FeatureRecord(int features)
{
    private readonly List<(float[] Low, float[] High)> _runs = [];
    private readonly double[] _squares = new double[features];
    private long _rows;

    public int Features => features;

    /// <summary>Smallest and largest value of every feature in one run, one entry a run.</summary>
    public IReadOnlyList<(float[] Low, float[] High)> Runs => _runs;

    /// <summary>False when nothing was seen, a tensor had another last axis, or a value was not finite.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Mean of the squares of a feature over all rows of all runs.</summary>
    public double MeanSquare(int feature) => _squares[feature] / Math.Max(1, _rows);

    /// <summary>Mean over the runs of the largest magnitude of a feature in a run.</summary>
    public double Magnitude(int feature) => _runs.Average(run => (double)MathF.Max(-run.Low[feature], run.High[feature]));

    /// <param name="tensor">Float [..., features].</param>
    public void Add(TensorData tensor)
    {
        if (tensor.Element != ElementType.Float || tensor.Shape.Rank < 1 || tensor.Shape[tensor.Shape.Rank - 1] != features || tensor.Count == 0)
        {
            IsUsable = false;
            return;
        }

        var values = tensor.AsSpan<float>();
        var (low, high) = (values[..features].ToArray(), values[..features].ToArray());
        for (var start = 0; start < values.Length; start += features)
        {
            AddRow(values.Slice(start, features), low, high);
        }

        _runs.Add((low, high));
        IsUsable &= _squares.All(double.IsFinite);
    }

    private void AddRow(ReadOnlySpan<float> row, float[] low, float[] high)
    {
        for (var j = 0; j < row.Length; j++)
        {
            low[j] = MathF.Min(low[j], row[j]);
            high[j] = MathF.Max(high[j], row[j]);
            _squares[j] += (double)row[j] * row[j];
        }

        _rows++;
    }
}
