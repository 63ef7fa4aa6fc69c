namespace ModelCompression.Runtime.Images;

/// <summary>How a camera held the picture: the values of EXIF tag 0x0112. The name says where the first stored row and column belong.</summary>
internal enum Orientation
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
