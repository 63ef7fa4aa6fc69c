using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>
/// The inputs behind single outputs of a layer. An output position is a batch entry and place of a Conv result [N, M, ...], or a row of a matrix product [..., N];
/// the inputs of a position come in the column order of <see cref="WeightRows"/>: for Conv (kernel position, channel), channel fastest.
/// </summary>
internal sealed class LayerWindows
{
    private readonly int[] _kernel;
    private readonly int[] _strides;
    private readonly int[] _dilations;
    private readonly long[]? _pads;
    private readonly string _autoPad;

    /// <param name="node">Conv, or a product whose input 0 has the summands on its last axis.</param>
    /// <param name="weight">Shape of its weights.</param>
    public LayerWindows(Node node, Shape weight)
    {
        IsConv = node.Is("Conv");
        var axes = IsConv ? weight.Rank - 2 : 0;
        _kernel = [.. Enumerable.Range(0, axes).Select(axis => (int)weight[axis + 2])];
        _strides = Numbers(node.Ints("strides"), axes);
        _dilations = Numbers(node.Ints("dilations"), axes);
        _pads = node.Ints("pads");
        _autoPad = node.Text("auto_pad", "NOTSET");
        Channels = IsConv ? (int)weight[1] : 0;
    }

    /// <summary>True for Conv, false for a product.</summary>
    public bool IsConv { get; }

    /// <summary>Input channels of one group of a Conv.</summary>
    public int Channels { get; }

    /// <summary>Number of positions of an output.</summary>
    public int Positions(Shape output) => (int)(output.Count / Math.Max(1, Outputs(output)));

    /// <summary>The channels of an output at one position.</summary>
    public void ReadOutput(ReadOnlySpan<float> output, Shape shape, int position, Span<Half> target)
    {
        if (!IsConv)
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = (Half)output[position * target.Length + i];
            }

            return;
        }

        var area = (int)(shape.Count / shape[0] / shape[1]);
        var start = position / area * target.Length * area + position % area;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (Half)output[start + i * area];
        }
    }

    /// <summary>The inputs of one group at one position; <paramref name="target"/> has the length of a weight row.</summary>
    public void ReadInput(float[] input, Shape shape, Shape output, int position, int group, Span<float> target)
    {
        if (!IsConv)
        {
            input.AsSpan(position * target.Length, target.Length).CopyTo(target);
            return;
        }

        var axes = _kernel.Length;
        var area = (int)(output.Count / output[0] / output[1]);
        var inputArea = (int)(shape.Count / shape[0] / shape[1]);
        Span<int> place = stackalloc int[axes];
        var rest = position % area;
        for (var axis = axes - 1; axis >= 0; axis--)
        {
            place[axis] = rest % (int)output[axis + 2] * _strides[axis] - PadBefore(axis, shape, output);
            rest /= (int)output[axis + 2];
        }

        var first = (position / area * (int)shape[1] + group * Channels) * inputArea;
        Span<int> offset = stackalloc int[axes];
        for (var start = 0; start < target.Length; start += Channels)
        {
            var index = IndexOf(place, offset, shape);
            for (var channel = 0; channel < Channels; channel++)
            {
                target[start + channel] = index < 0 ? 0 : input[first + channel * inputArea + index];
            }

            Next(offset);
        }
    }

    /// <summary>Place in the area of one input channel, or -1 in the padding.</summary>
    private int IndexOf(ReadOnlySpan<int> place, ReadOnlySpan<int> offset, Shape shape)
    {
        var index = 0;
        for (var axis = 0; axis < place.Length; axis++)
        {
            var at = place[axis] + offset[axis] * _dilations[axis];
            if (at < 0 || at >= shape[axis + 2])
            {
                return -1;
            }

            index = index * (int)shape[axis + 2] + at;
        }

        return index;
    }

    private void Next(Span<int> offset)
    {
        for (var axis = offset.Length - 1; axis >= 0; axis--)
        {
            if (++offset[axis] < _kernel[axis])
            {
                return;
            }

            offset[axis] = 0;
        }
    }

    private int PadBefore(int axis, Shape input, Shape output)
    {
        if (_autoPad is "SAME_UPPER" or "SAME_LOWER")
        {
            var total = Math.Max(0, ((int)output[axis + 2] - 1) * _strides[axis] + (_kernel[axis] - 1) * _dilations[axis] + 1 - (int)input[axis + 2]);
            return _autoPad == "SAME_UPPER" ? total / 2 : (total + 1) / 2;
        }

        return _pads is null || _autoPad == "VALID" ? 0 : (int)_pads[axis];
    }

    private long Outputs(Shape output) => IsConv ? output[1] : output[output.Rank - 1];

    private static int[] Numbers(long[]? given, int axes) => given is null ? [.. Enumerable.Repeat(1, axes)] : Array.ConvertAll(given, value => (int)value);
}
