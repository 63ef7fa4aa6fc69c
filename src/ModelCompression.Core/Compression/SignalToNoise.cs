using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>Signal-to-noise ratio of float tensors, summed up over samples.</summary>
internal sealed class SignalToNoise
{
    private double _signal;
    private double _noise;
    private bool _comparable = true;

    /// <summary>10 log10(signal / noise), at most 200; null when nothing was compared, or tensors that cannot be.</summary>
    public double? Decibels => !_comparable || !(_signal > 0) || !double.IsFinite(_noise) ? null : _noise == 0 ? 200 : Math.Min(200, 10 * Math.Log10(_signal / _noise));

    public void Add(TensorData expected, TensorData actual)
    {
        if (expected.Element != ElementType.Float || actual.Element != ElementType.Float || expected.Count != actual.Count)
        {
            _comparable = false;
            return;
        }

        Add(expected.AsSpan<float>(), actual.AsSpan<float>());
    }

    public void Add(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var error = (double)actual[i] - expected[i];
            _signal += (double)expected[i] * expected[i];
            _noise += error * error;
        }
    }
}
