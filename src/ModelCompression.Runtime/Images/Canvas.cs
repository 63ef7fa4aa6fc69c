using System;
using System.Collections.Generic;

namespace ModelCompression.Runtime.Images;

/// <summary>Places an image on a canvas of another size: what lies outside is cut, what is missing is filled.</summary>
internal static class Canvas
{
    /// <param name="left">Column of the canvas where the image's first column goes; negative cuts.</param>
    /// <param name="top">Row of the canvas where the image's first row goes; negative cuts.</param>
    /// <param name="fill">One value per channel.</param>
    public static ImageSamples Place(ImageSamples source, PixelSize size, int left, int top, IReadOnlyList<byte> fill) => source switch
    {
        Pixels pixels => new Pixels(size.Width, size.Height, source.Channels, Place<byte>(source, pixels.Bytes.Span, size, left, top, [.. fill])),
        FloatPixels floats => new FloatPixels(size.Width, size.Height, source.Channels, Place<float>(source, floats.Values.Span, size, left, top, [.. fill])),
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    /// <summary>The middle of the image, cut at <c>round((size - crop) / 2)</c> (half to even); a smaller image is first padded with 0, the odd pixel behind. As torchvision's CenterCrop.</summary>
    public static ImageSamples CenterCrop(ImageSamples source, PixelSize size) =>
        Place(source, size, CropOffset(source.Width, size.Width), CropOffset(source.Height, size.Height), new byte[source.Channels]);

    /// <summary>Where the first column or row of an image goes when its middle is taken; negative cuts.</summary>
    public static int CropOffset(int image, int crop) => image < crop ? (crop - image) / 2 : -(int)Math.Round((image - crop) / 2.0, MidpointRounding.ToEven);

    private static T[] Place<T>(ImageSamples source, ReadOnlySpan<T> samples, PixelSize size, int left, int top, T[] fill)
    {
        var channels = source.Channels;
        var result = new T[checked(size.Width * size.Height * channels)];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = fill[i % channels];
        }

        var first = Math.Max(left, 0);
        var count = Math.Min(left + source.Width, size.Width) - first;
        for (var y = Math.Max(top, 0); y < Math.Min(top + source.Height, size.Height) && count > 0; y++)
        {
            samples.Slice(((y - top) * source.Width + first - left) * channels, count * channels)
                .CopyTo(result.AsSpan((y * size.Width + first) * channels));
        }

        return result;
    }
}
