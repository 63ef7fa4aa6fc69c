namespace ModelCompression.Data.Images;

/// <summary>An 8-bit image: rows from the top, channels interleaved (1: gray, 3: colour), no padding between rows.</summary>
public sealed record Pixels(int Width, int Height, int Channels, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes of one row.</summary>
    public int RowBytes => Width * Channels;
}

/// <summary>How a camera held the picture: the values of EXIF tag 0x0112. The name says where the first stored row and column belong.</summary>
public enum Orientation
{
    Normal = 1,
    TopRight = 2,
    BottomRight = 3,
    BottomLeft = 4,
    LeftTop = 5,
    RightTop = 6,
    RightBottom = 7,
    LeftBottom = 8,
}

/// <summary>A decoded file: gray or RGB pixels as stored, and how they should be turned.</summary>
public sealed record DecodedImage(Pixels Pixels, Orientation Orientation);
