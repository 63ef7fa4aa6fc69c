using ModelCompression.Diagnostics;
using ModelCompression.Runtime.Images;
using StbImageSharp;

namespace ModelCompression.Data.Images;

/// <summary>Decodes image files. Headers and structure are checked before any pixel memory is taken.</summary>
internal static class ImageDecoder
{
    /// <summary>Largest accepted image, in pixels.</summary>
    public const int MaxPixels = 100_000_000;

    private const long MaxFileBytes = 1L << 29;

    // The densest a format can pack: a bit per 8 x 8 block; 1032 bytes of 1-bit pixels; 1-bit pixels; 4096 pixels in a 12-bit code.
    private const long JpegPixelsPerByte = 512;
    private const long PngPixelsPerByte = 1032 * 8;
    private const long BmpPixelsPerByte = 8;
    private const long GifPixelsPerByte = 4096;

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

        var orientation = Orientation.Normal;
        if (JpegStructure.IsJpeg(bytes))
        {
            var header = JpegStructure.Read(bytes, path);
            RequireSize(header.Width, header.Height, bytes.Length * JpegPixelsPerByte, path);
            orientation = header.Orientation;
        }
        else if (PngStructure.Size(bytes) is { } size)
        {
            RequireSize(size.Width, size.Height, bytes.Length * PngPixelsPerByte, path);
            orientation = PngStructure.Check(bytes, path);
        }
        else
        {
            var header = Guarded(() => ImageInfo.FromStream(new MemoryStream(bytes, writable: false)), path);
            RequireSize(header?.Width ?? 0, header?.Height ?? 0, bytes.Length * (bytes[0] == 'B' ? BmpPixelsPerByte : GifPixelsPerByte), path);
        }

        return new DecodedImage(DecodePixels(bytes, path), orientation);
    }

    private static bool IsKnownSignature(ReadOnlySpan<byte> bytes) =>
        JpegStructure.IsJpeg(bytes) || PngStructure.IsPng(bytes) || bytes.StartsWith("BM"u8) || bytes.StartsWith("GIF8"u8);

    /// <param name="mostPixels">No file of this length holds more.</param>
    private static void RequireSize(long width, long height, long mostPixels, string path)
    {
        if (width <= 0 || height <= 0)
        {
            throw DataFile.Invalid(path, "has no valid image header");
        }

        if (width * height > MaxPixels)
        {
            throw DataFile.Invalid(path, $"is an image of {width} x {height} pixels; at most {MaxPixels} pixels are decoded");
        }

        if (width * height > mostPixels)
        {
            throw DataFile.Invalid(path, $"claims {width} x {height} pixels, which do not fit into its size; it is truncated or damaged");
        }
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
