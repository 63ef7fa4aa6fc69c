using System;

namespace ModelCompression.Runtime.Images;

/// <summary>
/// Resizes images of floats along the rows, then along the columns: sums in double, rounded to single precision after each pass, nothing clipped. As Pillow's mode
/// <c>F</c>.
/// </summary>
internal static class FloatResampler
{
    public static FloatPixels Resize(FloatPixels source, int width, int height, ResizeFilter filter)
    {
        if (filter == ResizeFilter.Nearest)
        {
            return new FloatPixels(width, height, source.Channels,
                NearestPositions.Pick(source.Values.Span, source.Width, source.Height, source.Channels, new PixelSize(width, height)));
        }

        var rows = width == source.Width ? source : Horizontal(source, FilterWeights.Create(source.Width, width, filter));
        return height == source.Height ? rows : Vertical(rows, FilterWeights.Create(source.Height, height, filter));
    }

    private static FloatPixels Horizontal(FloatPixels source, FilterWeights filter)
    {
        var width = filter.Starts.Length;
        var channels = source.Channels;
        var result = new float[checked(width * source.Height * channels)];
        for (var y = 0; y < source.Height; y++)
        {
            var row = source.Values.Span.Slice(y * source.Width * channels, source.Width * channels);
            var target = result.AsSpan(y * width * channels, width * channels);
            for (var i = 0; i < target.Length; i++)
            {
                var x = i / channels;
                target[i] = Sum(row.Slice(filter.Starts[x] * channels + i % channels), channels, filter.Weights.AsSpan(x * filter.Width, filter.Lengths[x]));
            }
        }

        return new FloatPixels(width, source.Height, channels, result);
    }

    private static float Sum(ReadOnlySpan<float> values, int step, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += values[i * step] * weights[i];
        }

        return (float)sum;
    }

    private static FloatPixels Vertical(FloatPixels source, FilterWeights filter)
    {
        var height = filter.Starts.Length;
        var rowLength = source.Width * source.Channels;
        var result = new float[checked(height * rowLength)];
        var sums = new double[rowLength];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums, 0, sums.Length);
            for (var i = 0; i < filter.Lengths[y]; i++)
            {
                var weight = filter.Weights[y * filter.Width + i];
                var row = source.Values.Span.Slice((filter.Starts[y] + i) * rowLength, rowLength);
                for (var x = 0; x < sums.Length; x++)
                {
                    sums[x] += row[x] * weight;
                }
            }

            for (var x = 0; x < sums.Length; x++)
            {
                result[y * rowLength + x] = (float)sums[x];
            }
        }

        return new FloatPixels(source.Width, height, source.Channels, result);
    }
}
