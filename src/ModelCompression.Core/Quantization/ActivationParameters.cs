using ModelCompression.Analysis;

namespace ModelCompression.Quantization;

/// <summary>Scale and zero point of a u8 tensor: real = (quantized - ZeroPoint) * Scale.</summary>
public readonly record struct ActivationParameters(float Scale, byte ZeroPoint)
{
    /// <summary>
    /// Asymmetric u8 parameters for a range. Zero is always representable: s = (max(0,max) - min(0,min)) / 255, z = round(-min(0,min) / s), half to even.
    /// A range without extent gets scale 1/255.
    /// </summary>
    public static ActivationParameters For(ActivationRange range)
    {
        var min = MathF.Min(0, range.Min);
        var max = MathF.Max(0, range.Max);
        var scale = (float)(((double)max - min) / byte.MaxValue);
        if (!(scale > 0) || !float.IsNormal(scale))
        {
            return new ActivationParameters(1f / byte.MaxValue, 0);
        }

        return new ActivationParameters(scale, (byte)Math.Clamp(Math.Round(-min / (double)scale, MidpointRounding.ToEven), 0, byte.MaxValue));
    }

    /// <summary>
    /// Parameters whose representable interval lies inside [<paramref name="low"/>, <paramref name="high"/>], so that a Relu or Clip to that interval in front of the
    /// quantization is redundant and can be fused away. Low must be at most 0 and high at least 0.
    /// </summary>
    public static ActivationParameters Within(ActivationRange range, float low, float high)
    {
        var (scale, zeroPoint) = For(range.Clamp(low, high));
        zeroPoint = low == 0 ? (byte)0 : zeroPoint;
        scale = zeroPoint < byte.MaxValue ? MathF.Min(scale, high / (byte.MaxValue - zeroPoint)) : scale;
        scale = zeroPoint > 0 ? MathF.Min(scale, -low / zeroPoint) : scale;
        while (-zeroPoint * scale < low || (byte.MaxValue - zeroPoint) * scale > high)
        {
            scale = MathF.BitDecrement(scale); // the divisions may have rounded up
        }

        return new ActivationParameters(scale, zeroPoint);
    }

    /// <summary>A bound of the quantized value of real values of at most <paramref name="high"/>; rounded up, since the runtime divides in single precision. At least
    /// the zero point, which padding puts beside them.</summary>
    public int LargestQuantized(float high) =>
        (int)Math.Clamp(Math.Ceiling(MathF.Max(0, high) / (double)Scale) + ZeroPoint, byte.MinValue, byte.MaxValue);
}
