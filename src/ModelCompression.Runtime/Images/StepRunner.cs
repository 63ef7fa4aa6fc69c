using System;
using System.Collections.Generic;

namespace ModelCompression.Runtime.Images;

/// <summary>Applies the steps of an image spec.</summary>
internal static class StepRunner
{
    public static ImageSamples Apply(ImageStep step, ImageSamples image) => step switch
    {
        ResizeStep resize => Resize(resize, image),
        CenterCropStep crop => Canvas.CenterCrop(image, crop.Size),
        PadStep pad => Pad(image, new PixelSize(Math.Max(pad.Size.Width, image.Width), Math.Max(pad.Size.Height, image.Height)), pad.PadColor, pad.PadAlign),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>Size after the steps when it is the same for every image, else null.</summary>
    public static PixelSize? FixedSize(IReadOnlyList<ImageStep> steps)
    {
        PixelSize? size = null;
        foreach (var step in steps)
        {
            size = step switch
            {
                ResizeStep { Mode: ResizeMode.Stretch or ResizeMode.Letterbox } resize => resize.Size,
                CenterCropStep crop => crop.Size,
                PadStep pad when size is { } known => new PixelSize(Math.Max(pad.Size.Width, known.Width), Math.Max(pad.Size.Height, known.Height)),
                _ => null,
            };
        }

        return size;
    }

    /// <summary>Size of the resized image itself, without padding.</summary>
    public static PixelSize TargetSize(ResizeStep step, PixelSize image)
    {
        switch (step.Mode)
        {
            case ResizeMode.Stretch:
                return step.Size;
            case ResizeMode.Letterbox:
                var ratio = Math.Min((double)step.Size.Width / image.Width, (double)step.Size.Height / image.Height);
                return new PixelSize(Rounded(image.Width * ratio), Rounded(image.Height * ratio));
            default:
                var side = step.Size.Width;
                var widthGiven = (image.Width <= image.Height) == (step.Mode == ResizeMode.Shortest);
                return widthGiven
                    ? new PixelSize(side, Truncated(side, image.Height, image.Width))
                    : new PixelSize(Truncated(side, image.Width, image.Height), side);
        }
    }

    /// <summary>Column and row of the padded image where the image's first ones go.</summary>
    public static (int Left, int Top) PadOffset(PixelSize image, PixelSize size, PadAlign align) =>
        align == PadAlign.Center ? (HalfGap(size.Width - image.Width), HalfGap(size.Height - image.Height)) : (0, 0);

    private static ImageSamples Resize(ResizeStep step, ImageSamples image)
    {
        var size = TargetSize(step, new PixelSize(image.Width, image.Height));
        ImageSamples resized = image switch
        {
            FloatPixels floats => FloatResampler.Resize(floats, size.Width, size.Height, step.Filter),
            Pixels pixels when step.Precision == ResizePrecision.Float32 => FloatResampler.Resize(FloatPixels.Of(pixels), size.Width, size.Height, step.Filter),
            Pixels pixels when step.Antialias => Resampler.Resize(pixels, size.Width, size.Height, step.Filter),
            Pixels pixels => OpenCvResampler.Resize(pixels, size.Width, size.Height, step.Filter),
            _ => throw new ArgumentOutOfRangeException(nameof(image)),
        };
        return step.Mode == ResizeMode.Letterbox ? Pad(resized, step.Size, step.PadColor, step.PadAlign) : resized;
    }

    /// <summary><c>side * other / given</c> towards zero, as torchvision computes the free side.</summary>
    private static int Truncated(int side, int other, int given) => Math.Max(1, checked((int)((long)side * other / given)));

    private static int Rounded(double size) => Math.Max(1, (int)Math.Round(size, MidpointRounding.ToEven));

    private static ImageSamples Pad(ImageSamples image, PixelSize size, IReadOnlyList<byte> color, PadAlign align)
    {
        var (left, top) = PadOffset(new PixelSize(image.Width, image.Height), size, align);
        return Canvas.Place(image, size, left, top, color);
    }

    /// <summary>The smaller half of the gap in front, the odd pixel behind.</summary>
    private static int HalfGap(int gap) => gap / 2;
}
