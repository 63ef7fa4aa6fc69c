using ModelCompression.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>
/// A weight tensor seen as rows, one per output channel, with the columns in the order in which the int8 kernel adds them up. The kernel of CPUs without VNNI adds
/// columns 2i and 2i+1 in 16 bits, so this order decides which weights are neighbours. Measured with ONNX Runtime 1.31.1 on an emulated CPU with AVX2 and without
/// VNNI: weights whose neighbours in this order have opposite signs give the bits of a VNNI CPU, the same weights in the order (channel, k...) do not. That holds
/// for 1, 2 and 3 spatial axes, groups, odd channel counts, matrices and transposed matrices.
/// </summary>
/// <param name="Rows">Output channels.</param>
/// <param name="Columns">Weights of one output channel.</param>
/// <param name="Index">Position in the tensor of (row, column).</param>
/// <param name="HasPairs">
/// False when the kernel widens before it adds, so that nothing can saturate: depthwise convolution with one output channel for each group. With several output
/// channels for each group the runtime multiplies matrices, which saturates (measured without growing such rows: 9 to 12 dB between CPUs; with it: the same bits).
/// </param>
public sealed record WeightRows(int Rows, int Columns, Func<int, int, int> Index, bool HasPairs)
{
    /// <summary>The values of a tensor by row and column, rows x columns.</summary>
    public T[] Read<T>(ReadOnlySpan<T> tensor)
    {
        var values = new T[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                values[row * Columns + column] = tensor[Index(row, column)];
            }
        }

        return values;
    }

    /// <summary>
    /// Conv weights [M, C/group, k...]: the kernel works on channel-last data, so the order is (k..., channel), channel fastest.
    /// </summary>
    public static WeightRows Conv(Shape shape, long group)
    {
        var rows = (int)shape[0];
        var channels = (int)shape[1];
        var kernel = (int)(shape.Count / Math.Max(1, (long)rows * channels));
        var depthwise = channels == 1 && group > 1 && rows == group;
        return new WeightRows(rows, channels * kernel, (row, column) => (row * channels + column % channels) * kernel + column / channels, !depthwise);
    }

    /// <summary>A matrix [K, N] (or [N, K] when <paramref name="transposed"/>) that multiplies from the right: rows are the N outputs, columns the K summands.</summary>
    public static WeightRows Matrix(Shape shape, bool transposed)
    {
        var rows = (int)shape[transposed ? 0 : 1];
        var columns = (int)shape[transposed ? 1 : 0];
        return new WeightRows(rows, columns, (row, column) => transposed ? row * columns + column : column * rows + row, true);
    }
}
