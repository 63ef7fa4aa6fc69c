using System;

namespace ModelCompression.Runtime.Images;

/// <summary>Resizes 8-bit images by OpenCV's conventions, rounding once at the end; within one grey level of OpenCV's results.</summary>
internal static class OpenCvResampler
{
    private const int Bits = 2 * ResampleKernel.FractionBits;

    public static Pixels Resize(Pixels source, int width, int height, ResizeFilter filter)
    {
        if (width == source.Width && height == source.Height)
        {
            return source;
        }

        var shrinks = width <= source.Width && height <= source.Height;
        var columns = OpenCvKernel.Create(source.Width, width, filter, shrinks);
        var rows = OpenCvKernel.Create(source.Height, height, filter, shrinks);
        var result = new byte[checked(width * height * source.Channels)];
        var sums = new long[width * source.Channels];
        for (var y = 0; y < height; y++)
        {
            sums.AsSpan().Fill(1L << (Bits - 1));
            for (var i = 0; i < rows.Lengths[y]; i++)
            {
                var row = source.Bytes.Span.Slice((rows.Starts[y] + i) * source.RowBytes, source.RowBytes);
                Accumulate(row, source.Channels, columns, rows.Weights[y * rows.Width + i], sums);
            }

            var target = result.AsSpan(y * sums.Length, sums.Length);
            for (var x = 0; x < target.Length; x++)
            {
                target[x] = (byte)Math.Clamp(sums[x] >> Bits, 0, 255);
            }
        }

        return new Pixels(width, height, source.Channels, result);
    }

    private static void Accumulate(ReadOnlySpan<byte> row, int channels, ResampleKernel columns, long rowWeight, Span<long> sums)
    {
        for (var x = 0; x < columns.Starts.Length; x++)
        {
            var weights = columns.Weights.AsSpan(x * columns.Width, columns.Lengths[x]);
            var pixels = row[(columns.Starts[x] * channels)..];
            for (var channel = 0; channel < channels; channel++)
            {
                long sum = 0;
                for (var i = 0; i < weights.Length; i++)
                {
                    sum += (long)pixels[i * channels + channel] * weights[i];
                }

                sums[x * channels + channel] += sum * rowWeight;
            }
        }
    }
}
