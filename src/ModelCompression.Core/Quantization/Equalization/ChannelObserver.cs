using System.Numerics;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Equalization;

/// <summary>Collects <see cref="ChannelStatistics"/> of one tensor, sample after sample; memory depends on the number of channels alone.</summary>
/// <param name="channels">Number of channels.</param>
/// <param name="repeat">Neighbouring features along axis 1 that make one channel.</param>
internal sealed class ChannelObserver(int channels, int repeat)
{
    private readonly float[] _min = Filled(channels, float.PositiveInfinity);
    private readonly float[] _max = Filled(channels, float.NegativeInfinity);
    private readonly double[] _squares = new double[channels];
    private readonly double[] _nonZero = new double[channels];
    private long _count;
    private double _independent;
    private bool _fits = true;

    /// <summary>Null when nothing was seen, a tensor had another number of channels, or a value was not finite.</summary>
    public ChannelStatistics? Statistics()
    {
        if (!_fits || _count == 0)
        {
            return null;
        }

        var statistics = new ChannelStatistics(_min, _max, Share(_squares), Share(_nonZero), _independent);
        return statistics.IsFinite ? statistics : null;
    }

    /// <param name="tensor">Float [N, features, ...].</param>
    public void Add(TensorData tensor)
    {
        if (tensor.Shape.Rank < 2 || tensor.Shape[1] != (long)channels * repeat)
        {
            _fits = false;
            return;
        }

        var values = tensor.AsSpan<float>();
        var size = values.Length / Math.Max(1, (int)tensor.Shape[0] * channels);
        for (var start = 0; size > 0 && start < values.Length; start += size)
        {
            AddChannel(start / size % channels, values.Slice(start, size));
        }

        _count += size * tensor.Shape[0];
        _independent += Math.Sqrt(size) * tensor.Shape[0];
    }

    private void AddChannel(int channel, ReadOnlySpan<float> values)
    {
        var (min, max) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(float.NegativeInfinity));
        var (squares, nonZero) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var x = new Vector<float>(values[i..]);
            (min, max, squares) = (Vector.Min(min, x), Vector.Max(max, x), squares + (x * x));
            nonZero += Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), Vector<float>.Zero, Vector<float>.One);
        }

        for (var lane = 0; lane < Vector<float>.Count && i > 0; lane++)
        {
            Add(channel, min[lane], max[lane], squares[lane], nonZero[lane]);
        }

        for (; i < values.Length; i++)
        {
            Add(channel, values[i], values[i], (double)values[i] * values[i], values[i] == 0 ? 0 : 1);
        }
    }

    private void Add(int channel, float min, float max, double squares, double nonZero)
    {
        _min[channel] = MathF.Min(_min[channel], min);
        _max[channel] = MathF.Max(_max[channel], max);
        _squares[channel] += squares;
        _nonZero[channel] += nonZero;
    }

    private double[] Share(double[] sums) => Array.ConvertAll(sums, value => value / _count);

    private static float[] Filled(int length, float value)
    {
        var result = new float[length];
        Array.Fill(result, value);
        return result;
    }
}
