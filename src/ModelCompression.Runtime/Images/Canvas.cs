using System;
using System.Collections.Generic;

namespace ModelCompression.Runtime.Images;

/// <summary>Places an image on a canvas of another size: what lies outside is cut, what is missing is filled.</summary>
internal static class Canvas
{
    /// <param name="left">Column of the canvas where the image's first column goes; negative cuts.</param>
    /// <param name="top">Row of the canvas where the image's first row goes; negative cuts.</param>
    /// <param name="fill">One value per channel.</param>
    public static Pixels Place(Pixels source, PixelSize size, int left, int top, IReadOnlyList<byte> fill)
    {
        var channels = source.Channels;
        var result = new byte[checked(size.Width * size.Height * channels)];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = fill[i % channels];
        }

        var first = Math.Max(left, 0);
        var count = Math.Min(left + source.Width, size.Width) - first;
        for (var y = Math.Max(top, 0); y < Math.Min(top + source.Height, size.Height) && count > 0; y++)
        {
            source.Bytes.Span.Slice((y - top) * source.RowBytes + (first - left) * channels, count * channels)
                .CopyTo(result.AsSpan((y * size.Width + first) * channels));
        }

        return new Pixels(size.Width, size.Height, channels, result);
    }

    /// <summary>The middle of the image, cut at <c>round((size - crop) / 2)</c> (half to even); a smaller image is first padded with 0, the odd pixel behind. As torchvision's CenterCrop.</summary>
    public static Pixels CenterCrop(Pixels source, PixelSize size)
    {
        var left = Offset(source.Width, size.Width);
        var top = Offset(source.Height, size.Height);
        return Place(source, size, left, top, new byte[source.Channels]);
    }

    private static int Offset(int image, int crop) => image < crop ? (crop - image) / 2 : -(int)Math.Round((image - crop) / 2.0, MidpointRounding.ToEven);
}
