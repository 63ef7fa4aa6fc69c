using System.Collections.Generic;

namespace ModelCompression.Runtime.Images;

/// <summary>How a tensor is made of an image, in this order: EXIF, colour, steps, <c>x * scale</c>, <c>(x - mean) / std</c>, layout, type.</summary>
/// <param name="Color">Channel order; mean, std and pad colours follow it.</param>
/// <param name="ApplyExif">Turn the image upright first.</param>
/// <param name="Steps">Applied in order to samples from 0 to 255.</param>
/// <param name="Scale">Factor of the samples.</param>
/// <param name="Mean">One per channel.</param>
/// <param name="Std">One per channel, none 0.</param>
/// <param name="Layout">Order of the axes.</param>
/// <param name="Element">Type of the tensor's elements.</param>
internal sealed record ImageSpec(
    ColorOrder Color,
    bool ApplyExif,
    IReadOnlyList<ImageStep> Steps,
    double Scale,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Std,
    TensorLayout Layout,
    ImageElement Element)
{
    public int Channels => Color == ColorOrder.Gray ? 1 : 3;
}

/// <summary>Channel order of an image tensor.</summary>
internal enum ColorOrder
{
    Rgb,
    Bgr,
    Gray,
}

/// <summary>Axis order of an image tensor.</summary>
internal enum TensorLayout
{
    Nchw,
    Nhwc,
}

/// <summary>Element type of an image tensor.</summary>
internal enum ImageElement
{
    Float32,
    Float16,
    UInt8,
}
