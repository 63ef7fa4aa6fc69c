using System;

namespace ModelCompression.Runtime.Images;

/// <summary>Nearest neighbours as Pillow finds them.</summary>
internal static class NearestPositions
{
    /// <summary>The input position under each output position's centre; they are accumulated in double, as Pillow does.</summary>
    public static int[] Of(int inputSize, int outputSize)
    {
        var step = (double)inputSize / outputSize;
        var position = step * 0.5;
        var result = new int[outputSize];
        for (var i = 0; i < outputSize; i++)
        {
            result[i] = Math.Min((int)position, inputSize - 1);
            position += step;
        }

        return result;
    }

    /// <summary>The samples of the neighbours.</summary>
    public static T[] Pick<T>(ReadOnlySpan<T> source, int width, int height, int channels, PixelSize size)
    {
        var columns = Of(width, size.Width);
        var rows = Of(height, size.Height);
        var result = new T[checked(size.Width * size.Height * channels)];
        for (var y = 0; y < size.Height; y++)
        {
            var row = source.Slice(rows[y] * width * channels, width * channels);
            var target = result.AsSpan(y * size.Width * channels, size.Width * channels);
            for (var x = 0; x < size.Width; x++)
            {
                row.Slice(columns[x] * channels, channels).CopyTo(target.Slice(x * channels));
            }
        }

        return result;
    }
}
