using System.Collections.Generic;

namespace ModelCompression.Runtime.Images;

/// <summary>One geometric step.</summary>
internal abstract record ImageStep;

/// <summary>Changes the size.</summary>
/// <param name="Size">Target; for <see cref="ResizeMode.Shortest"/> and <see cref="ResizeMode.Longest"/> width and height are both the given side.</param>
/// <param name="Antialias">
/// True: Pillow's results, bit for bit; a filter widens as the image shrinks. False: OpenCV's conventions (<c>INTER_NEAREST</c>, <c>INTER_LINEAR</c>,
/// <c>INTER_CUBIC</c>, <c>INTER_AREA</c>), within one grey level; there is no Lanczos.
/// </param>
/// <param name="Precision">Of the samples that leave the step.</param>
/// <param name="PadColor">Letterbox only: one value per channel, in the spec's channel order.</param>
internal sealed record ResizeStep(
    ResizeMode Mode, PixelSize Size, ResizeFilter Filter, bool Antialias, ResizePrecision Precision, IReadOnlyList<byte> PadColor, PadAlign PadAlign) : ImageStep;

/// <summary>Keeps the middle; a smaller image is padded with 0 first.</summary>
internal sealed record CenterCropStep(PixelSize Size) : ImageStep;

/// <summary>Pads to at least the given size; a larger image is left as it is.</summary>
internal sealed record PadStep(PixelSize Size, IReadOnlyList<byte> PadColor, PadAlign PadAlign) : ImageStep;

/// <summary>Width and height in pixels, each 1 or more.</summary>
internal readonly record struct PixelSize(int Width, int Height);

/// <summary>How the target size is meant.</summary>
internal enum ResizeMode
{
    /// <summary>Exactly this width and height; the proportions may change.</summary>
    Stretch,

    /// <summary>The shorter side becomes the size, proportions kept.</summary>
    Shortest,

    /// <summary>The longer side becomes the size, proportions kept.</summary>
    Longest,

    /// <summary>As large as fits, proportions kept, the rest filled with a colour.</summary>
    Letterbox,
}

/// <summary>Interpolation.</summary>
internal enum ResizeFilter
{
    Nearest,
    Bilinear,
    Bicubic,
    Area,
    Lanczos,
}

/// <summary>What the samples of a resized image are.</summary>
internal enum ResizePrecision
{
    /// <summary>Rounded to 8 bits, as of image files.</summary>
    UInt8,

    /// <summary>Not rounded, as of tensors. Every later resize is the same.</summary>
    Float32,
}

/// <summary>Where a padded image lies.</summary>
internal enum PadAlign
{
    Center,
    TopLeft,
}
