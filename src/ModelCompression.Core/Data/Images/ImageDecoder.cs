using ModelCompression.Diagnostics;
using StbImageSharp;

namespace ModelCompression.Data.Images;

/// <summary>Decodes image files. Headers and structure are checked before any pixel memory is taken.</summary>
internal static class ImageDecoder
{
    /// <summary>Largest accepted image, in pixels.</summary>
    public const int MaxPixels = 100_000_000;

    private const long MaxFileBytes = 1L << 29;

    private static readonly string[] Readable = [".jpg", ".jpeg", ".png", ".bmp", ".gif"];
    private static readonly string[] Unreadable = [".webp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jp2", ".jxl"];

    /// <summary>True when the name is that of an image, readable or not.</summary>
    public static bool IsImageName(string file)
    {
        var extension = Path.GetExtension(file).ToLowerInvariant();
        return Readable.Contains(extension) || Unreadable.Contains(extension);
    }

    /// <summary>Decodes a file to RGB. Alpha is dropped, 16-bit samples are reduced to 8, the first frame of an animation is taken.</summary>
    /// <exception cref="UserErrorException">MC2003 or MC2005 from opening; MC2008: no readable format, damaged, truncated or larger than <see cref="MaxPixels"/>.</exception>
    public static DecodedImage Decode(string path)
    {
        if (Unreadable.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            throw DataFile.Invalid(path, $"is of a format that cannot be read; convert it to one of {string.Join(", ", Readable)}");
        }

        var bytes = DataFile.ReadAllBytes(path, MaxFileBytes);
        if (!IsKnownSignature(bytes))
        {
            throw DataFile.Invalid(path, "is no JPEG, PNG, BMP or GIF image");
        }

        RequireSize(bytes, path);
        var orientation = Orientation.Normal;
        if (JpegStructure.IsJpeg(bytes))
        {
            orientation = JpegStructure.Check(bytes, path);
        }
        else if (PngStructure.IsPng(bytes))
        {
            orientation = PngStructure.Check(bytes, path);
        }

        return new DecodedImage(DecodePixels(bytes, path), orientation);
    }

    private static bool IsKnownSignature(ReadOnlySpan<byte> bytes) =>
        JpegStructure.IsJpeg(bytes) || PngStructure.IsPng(bytes) || bytes.StartsWith("BM"u8) || bytes.StartsWith("GIF8"u8);

    private static void RequireSize(byte[] bytes, string path)
    {
        var (width, height) = PngStructure.Size(bytes) ?? DecoderSize(bytes, path);
        if (width <= 0 || height <= 0)
        {
            throw DataFile.Invalid(path, "has no valid image header");
        }

        if (width * height > MaxPixels)
        {
            throw DataFile.Invalid(path, $"is an image of {width} x {height} pixels; at most {MaxPixels} pixels are decoded");
        }
    }

    private static (long Width, long Height) DecoderSize(byte[] bytes, string path)
    {
        var header = Guarded(() => ImageInfo.FromStream(new MemoryStream(bytes, writable: false)), path);
        return header is { } size ? (size.Width, size.Height) : (0, 0);
    }

    private static Pixels DecodePixels(byte[] bytes, string path)
    {
        var image = Guarded(() => ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlue), path);
        return image?.Data is { } data && data.Length == (long)image.Width * image.Height * 3
            ? new Pixels(image.Width, image.Height, 3, data)
            : throw DataFile.Invalid(path, "is a damaged image");
    }

    /// <summary>The decoder reports damage by exceptions of many kinds; each means that the file cannot be used.</summary>
    private static T Guarded<T>(Func<T> decode, string path)
    {
        try
        {
            return decode();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw DataFile.Invalid(path, $"is a damaged image: {error.Message}", error);
        }
    }
}
