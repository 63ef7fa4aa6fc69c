using System;

namespace ModelCompression.Runtime.Images;

/// <summary>Brings gray or RGB pixels into a spec's channel order.</summary>
internal static class ColorConversion
{
    /// <summary>The image with 1 (<see cref="ColorOrder.Gray"/>) or 3 channels; the same object when it is already right.</summary>
    public static Pixels Convert(Pixels source, ColorOrder order) => (source.Channels, order) switch
    {
        (1, ColorOrder.Gray) or (3, ColorOrder.Rgb) => source,
        (1, _) => Spread(source),
        (_, ColorOrder.Gray) => Gray(source),
        _ => Swapped(source),
    };

    private static Pixels Spread(Pixels source)
    {
        var gray = source.Bytes.Span;
        var result = new byte[gray.Length * 3];
        for (var i = 0; i < gray.Length; i++)
        {
            result.AsSpan(3 * i, 3).Fill(gray[i]);
        }

        return new Pixels(source.Width, source.Height, 3, result);
    }

    /// <summary>ITU-R 601-2 luma in 16-bit fixed point, rounded; equal to Pillow's mode <c>L</c>.</summary>
    private static Pixels Gray(Pixels source)
    {
        var rgb = source.Bytes.Span;
        var result = new byte[rgb.Length / 3];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (byte)((19595 * rgb[3 * i] + 38470 * rgb[3 * i + 1] + 7471 * rgb[3 * i + 2] + 0x8000) >> 16);
        }

        return new Pixels(source.Width, source.Height, 1, result);
    }

    private static Pixels Swapped(Pixels source)
    {
        var rgb = source.Bytes.Span;
        var result = new byte[rgb.Length];
        for (var i = 0; i + 2 < result.Length; i += 3)
        {
            result[i] = rgb[i + 2];
            result[i + 1] = rgb[i + 1];
            result[i + 2] = rgb[i];
        }

        return new Pixels(source.Width, source.Height, 3, result);
    }
}
