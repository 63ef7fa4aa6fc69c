using ModelCompression.Tensors;

namespace ModelCompression.Data.Preprocessing;

/// <summary>How one model input is made.</summary>
public abstract record InputSpec;

/// <summary>The input is the array of the same name in an array data set.</summary>
public sealed record TensorInputSpec : InputSpec;

/// <summary>The input is made of an image: EXIF, colour, steps, <c>x * scale</c>, <c>(x - mean) / std</c>, layout, type.</summary>
/// <param name="Color">Channel order; mean, std and pad colours follow it.</param>
/// <param name="ApplyExif">Turn the image upright first.</param>
/// <param name="Steps">Applied in order to 8-bit pixels.</param>
/// <param name="Scale">Factor of the sample values 0 to 255.</param>
/// <param name="Mean">One per channel.</param>
/// <param name="Std">One per channel, none 0.</param>
/// <param name="Layout">Order of the axes.</param>
/// <param name="Element">Float, Float16 or UInt8.</param>
public sealed record ImageInputSpec(
    ColorOrder Color,
    bool ApplyExif,
    IReadOnlyList<ImageStep> Steps,
    double Scale,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Std,
    TensorLayout Layout,
    ElementType Element) : InputSpec
{
    public int Channels => Color == ColorOrder.Gray ? 1 : 3;
}

/// <summary>Channel order of an image tensor.</summary>
public enum ColorOrder
{
    Rgb,
    Bgr,
    Gray,
}

/// <summary>Axis order of an image tensor.</summary>
public enum TensorLayout
{
    Nchw,
    Nhwc,
}
