using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Rounding;

/// <summary>Means of the channels of an activation over all samples and positions.</summary>
/// <param name="axis">Where channels lie: 1 for what a Conv reads [N, C, ...], -1 for the last axis of what a product reads [..., C].</param>
/// <param name="channels">Number of channels.</param>
internal sealed class ChannelMeans(int axis, int channels)
{
    private readonly double[] _sums = new double[channels];
    private long _count;
    private bool _fits = true;

    /// <summary>One a channel; null when nothing was seen, a tensor had another number of channels, or a value was not finite.</summary>
    public double[]? Means() => _fits && _count > 0 && _sums.All(double.IsFinite) ? Array.ConvertAll(_sums, sum => sum / _count) : null;

    public void Add(TensorData tensor)
    {
        var at = axis < 0 ? tensor.Shape.Rank + axis : axis;
        if (tensor.Element != ElementType.Float || at < 0 || at >= tensor.Shape.Rank || tensor.Shape[at] != channels)
        {
            _fits = false;
            return;
        }

        var values = tensor.AsSpan<float>();
        var area = 1L;
        for (var i = at + 1; i < tensor.Shape.Rank; i++)
        {
            area *= tensor.Shape[i];
        }

        for (var start = 0; start < values.Length; start += (int)area)
        {
            var sum = 0.0;
            foreach (var value in values.Slice(start, (int)area))
            {
                sum += value;
            }

            _sums[start / area % channels] += sum;
        }

        _count += values.Length / channels;
    }
}
