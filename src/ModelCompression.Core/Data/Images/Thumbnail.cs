using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>A small picture of a sample for reports, as a PNG file.</summary>
internal static class Thumbnail
{
    private const int Side = 96;

    /// <summary>Upright, proportions kept, at most 96 pixels wide and high; a smaller image keeps its size.</summary>
    public static byte[] Of(DecodedImage image)
    {
        var pixels = OrientationTransform.Apply(image.Pixels, image.Orientation);
        var longest = Math.Max(pixels.Width, pixels.Height);
        var small = longest <= Side ? pixels : Resampler.Resize(pixels, Scaled(pixels.Width), Scaled(pixels.Height), ResizeFilter.Bilinear);
        return PngFile.Of(small);

        int Scaled(int length) => Math.Max(1, (int)((long)length * Side / longest));
    }
}
