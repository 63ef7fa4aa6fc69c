using System;

namespace ModelCompression.Runtime.Images;

/// <summary>Turns stored pixels upright, as the EXIF standard (CIPA DC-008, tag 0x0112) defines the eight orientations.</summary>
internal static class OrientationTransform
{
    /// <summary>The upright image; the same object when nothing has to be done.</summary>
    public static Pixels Apply(Pixels source, Orientation orientation)
    {
        if (orientation is <= Orientation.Normal or > Orientation.LeftBottom)
        {
            return source;
        }

        var swapped = orientation >= Orientation.LeftTop;
        var (width, height) = swapped ? (source.Height, source.Width) : (source.Width, source.Height);
        var result = new byte[source.Bytes.Length];
        var from = source.Bytes.Span;
        var channels = source.Channels;
        for (var y = 0; y < height; y++)
        {
            var target = result.AsSpan(y * width * channels, width * channels);
            for (var x = 0; x < width; x++)
            {
                var (column, row) = Source(orientation, x, y, source.Width - 1, source.Height - 1);
                from.Slice((row * source.Width + column) * channels, channels).CopyTo(target[(x * channels)..]);
            }
        }

        return new Pixels(width, height, channels, result);
    }

    /// <summary>Stored column and row of the upright pixel (x, y).</summary>
    private static (int Column, int Row) Source(Orientation orientation, int x, int y, int lastColumn, int lastRow) => orientation switch
    {
        Orientation.TopRight => (lastColumn - x, y),
        Orientation.BottomRight => (lastColumn - x, lastRow - y),
        Orientation.BottomLeft => (x, lastRow - y),
        Orientation.LeftTop => (y, x),
        Orientation.RightTop => (y, lastRow - x),
        Orientation.RightBottom => (lastColumn - y, lastRow - x),
        Orientation.LeftBottom => (lastColumn - y, x),
        _ => (x, y),
    };
}
