using System;

namespace ModelCompression.Runtime.Images;

/// <summary>Brings gray or RGB pixels into a spec's channel order.</summary>
internal static class ColorConversion
{
    /// <summary>The image with 1 (<see cref="ColorOrder.Gray"/>) or 3 channels; the same object when it is already right.</summary>
    public static Pixels Convert(Pixels source, ColorOrder order) => (source.Channels, order) switch
    {
        (1, ColorOrder.Gray) or (3, ColorOrder.Rgb) => source,
        (1, _) => Map(source, 3, (from, to) => to.Fill(from[0])),
        (_, ColorOrder.Gray) => Map(source, 1, (from, to) => to[0] = Luma(from)),
        _ => Map(source, 3, (from, to) =>
        {
            to[0] = from[2];
            to[1] = from[1];
            to[2] = from[0];
        }),
    };

    /// <summary>ITU-R 601-2 luma in 16-bit fixed point, rounded; equal to Pillow's mode <c>L</c>.</summary>
    private static byte Luma(ReadOnlySpan<byte> rgb) => (byte)((19595 * rgb[0] + 38470 * rgb[1] + 7471 * rgb[2] + 0x8000) >> 16);

    private delegate void MapPixel(ReadOnlySpan<byte> from, Span<byte> to);

    private static Pixels Map(Pixels source, int channels, MapPixel map)
    {
        var result = new byte[source.Width * source.Height * channels];
        var from = source.Bytes.Span;
        for (var i = 0; i < source.Width * source.Height; i++)
        {
            map(from.Slice(i * source.Channels, source.Channels), result.AsSpan(i * channels, channels));
        }

        return new Pixels(source.Width, source.Height, channels, result);
    }
}
