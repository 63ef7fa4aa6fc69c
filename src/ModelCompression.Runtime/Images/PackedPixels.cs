using System;

namespace ModelCompression.Runtime.Images;

/// <summary>Reads images from the memory of an app.</summary>
internal static class PackedPixels
{
    /// <summary>A copy with the channels red, green, blue, or gray alone; alpha is dropped.</summary>
    /// <param name="pixels">Rows from the top; the channels of a pixel side by side, a byte each.</param>
    /// <param name="width">Pixels of a row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="stride">Bytes from one row to the next; 0 when there are none between them.</param>
    /// <exception cref="ArgumentException">A size is not positive, the rows do not fit into the stride, or there are fewer bytes than that.</exception>
    public static Pixels Unpack(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format, int stride)
    {
        var size = SizeOf(format);
        if (width <= 0 || height <= 0)
        {
            throw new ArgumentOutOfRangeException(width <= 0 ? nameof(width) : nameof(height), $"The image has {width} x {height} pixels; it needs at least one.");
        }

        var rowBytes = (long)width * size;
        var step = stride == 0 ? rowBytes : stride;
        if (step < rowBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(stride), $"A row of {width} pixels has {rowBytes} bytes; the stride is {stride}.");
        }

        if (rowBytes > pixels.Length || height - 1 > (pixels.Length - rowBytes) / step)
        {
            throw new ArgumentException($"An image of {width} x {height} pixels, {size} bytes each and {step} a row, has more than the {pixels.Length} bytes given.", nameof(pixels));
        }

        var channels = format == PixelFormat.Gray ? 1 : 3;
        var result = new byte[checked(width * height * channels)];
        for (var y = 0; y < height; y++)
        {
            Copy(pixels.Slice((int)(y * step), (int)rowBytes), result.AsSpan(y * width * channels, width * channels), format, size);
        }

        return new Pixels(width, height, channels, result);
    }

    private static int SizeOf(PixelFormat format) => format switch
    {
        PixelFormat.Gray => 1,
        PixelFormat.Rgb or PixelFormat.Bgr => 3,
        PixelFormat.Rgba or PixelFormat.Bgra => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), $"{format} is no format of pixels."),
    };

    private static void Copy(ReadOnlySpan<byte> row, Span<byte> target, PixelFormat format, int size)
    {
        if (format is PixelFormat.Rgb or PixelFormat.Gray)
        {
            row.CopyTo(target);
            return;
        }

        var red = format == PixelFormat.Rgba ? 0 : 2;
        for (int from = 0, to = 0; to < target.Length; from += size, to += 3)
        {
            target[to] = row[from + red];
            target[to + 1] = row[from + 1];
            target[to + 2] = row[from + 2 - red];
        }
    }
}
