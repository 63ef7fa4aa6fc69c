namespace ModelCompression.Runtime.Images;

/// <summary>The bytes of a pixel in memory, in this order.</summary>
internal enum PixelFormat
{
    Rgb,
    Bgr,
    Rgba,
    Bgra,
    Gray,
}
