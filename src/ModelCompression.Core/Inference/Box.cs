namespace ModelCompression.Inference;

/// <summary>A rectangle with sides along the axes, in pixels; x grows to the right, y down, and pixel i covers the range from i to i + 1.</summary>
public sealed record Box(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    /// <summary>What lies in <paramref name="frame"/>; of no size at its edge where the two do not meet.</summary>
    public Box Within(Box frame) => new(
        Math.Clamp(Left, frame.Left, frame.Right), Math.Clamp(Top, frame.Top, frame.Bottom),
        Math.Clamp(Right, frame.Left, frame.Right), Math.Clamp(Bottom, frame.Top, frame.Bottom));

    /// <summary>True when the insides of the two have a point in common; a box of no size counts as its own inside.</summary>
    public bool Meets(Box other) => Left < other.Right && Right > other.Left && Top < other.Bottom && Bottom > other.Top;
}
