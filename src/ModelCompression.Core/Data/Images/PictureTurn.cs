using ModelCompression.Inference;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>What turning a picture upright does to sizes and boxes; see <see cref="OrientationTransform"/>.</summary>
internal static class PictureTurn
{
    /// <summary>Size of the upright picture, or of the stored one when given that of the upright.</summary>
    public static PixelSize Turned(PixelSize size, Orientation orientation) => orientation >= Orientation.LeftTop ? new PixelSize(size.Height, size.Width) : size;

    /// <summary>Where a box of the upright picture lies in the stored one.</summary>
    /// <param name="stored">Size of the stored picture.</param>
    public static Box ToStored(Box box, Orientation orientation, PixelSize stored)
    {
        var (x0, y0) = ToStored(box.Left, box.Top, orientation, stored);
        var (x1, y1) = ToStored(box.Right, box.Bottom, orientation, stored);
        return new Box(Math.Min(x0, x1), Math.Min(y0, y1), Math.Max(x0, x1), Math.Max(y0, y1));
    }

    /// <summary>Where a box of the stored picture lies in the upright one.</summary>
    public static Box ToUpright(Box box, Orientation orientation, PixelSize stored) => ToStored(box, Back(orientation), Turned(stored, orientation));

    /// <summary>The turn that takes a turn back.</summary>
    public static Orientation Back(Orientation orientation) => orientation switch
    {
        Orientation.RightTop => Orientation.LeftBottom,
        Orientation.LeftBottom => Orientation.RightTop,
        _ => orientation,
    };

    private static (double X, double Y) ToStored(double x, double y, Orientation orientation, PixelSize stored) => orientation switch
    {
        Orientation.TopRight => (stored.Width - x, y),
        Orientation.BottomRight => (stored.Width - x, stored.Height - y),
        Orientation.BottomLeft => (x, stored.Height - y),
        Orientation.LeftTop => (y, x),
        Orientation.RightTop => (y, stored.Height - x),
        Orientation.RightBottom => (stored.Width - y, stored.Height - x),
        Orientation.LeftBottom => (stored.Width - y, x),
        _ => (x, y),
    };
}
