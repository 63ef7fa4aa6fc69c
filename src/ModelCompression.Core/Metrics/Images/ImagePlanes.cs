using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Images;

/// <summary>Where the pixels of an image tensor lie: element (channel, y, x) at <c>channel * ChannelStep + (y * Width + x) * PixelStep</c>.</summary>
internal readonly record struct ImagePlanes(int Channels, int Height, int Width, int ChannelStep, int PixelStep)
{
    /// <summary>
    /// [1, channels, height, width], or [1, height, width, channels] when only the last axis has the 1, 3 or 4 channels of a picture; [1, height, width] and [height, width]
    /// have one channel. Null for another shape.
    /// </summary>
    public static ImagePlanes? Of(Shape shape) => shape.Rank switch
    {
        2 => Plane(shape[0], shape[1]),
        3 when shape[0] == 1 => Plane(shape[1], shape[2]),
        4 when shape[0] == 1 && !IsColor(shape[1]) && IsColor(shape[3]) => new ImagePlanes((int)shape[3], (int)shape[1], (int)shape[2], 1, (int)shape[3]),
        4 when shape[0] == 1 => new ImagePlanes((int)shape[1], (int)shape[2], (int)shape[3], (int)(shape[2] * shape[3]), 1),
        _ => null,
    };

    private static ImagePlanes Plane(long height, long width) => new(1, (int)height, (int)width, (int)(height * width), 1);

    private static bool IsColor(long channels) => channels is 1 or 3 or 4;
}
