namespace ModelCompression.Analysis;

/// <summary>The integers a tensor is quantized to, <paramref name="Low"/> to <paramref name="High"/>, and whether zero lies at integer 0 or at a free zero point.</summary>
/// <param name="Symmetric">True when integer 0 stands for zero; the range is then the same on both sides.</param>
public readonly record struct IntegerGrid(int Low, int High, bool Symmetric)
{
    /// <summary>u8 with a free zero point.</summary>
    public static IntegerGrid AsymmetricU8 => new(0, byte.MaxValue, false);

    /// <summary>u8 with zero point 128, seen from there.</summary>
    public static IntegerGrid SymmetricU8 => new(sbyte.MinValue, sbyte.MaxValue, true);

    /// <summary>Signed weights of 2 to 8 bits without the most negative number: +-(2^(bits-1) - 1).</summary>
    public static IntegerGrid Weights(int bits) => new(1 - (1 << (bits - 1)), (1 << (bits - 1)) - 1, true);

    public int Steps => High - Low;

    /// <summary>
    /// The scale a range gets and the interval that is then representable. Zero is always a level. Asymmetric: s = (max(0,max) - min(0,min)) / steps and the zero
    /// point is rounded half to even; symmetric: s = max(|min|,|max|) / High. A range without extent has scale 0 and an empty interval.
    /// </summary>
    public (double Scale, double Low, double High) Fit(double min, double max)
    {
        var low = Math.Min(0, min);
        var high = Math.Max(0, max);
        if (Symmetric)
        {
            var step = Math.Max(-low, high) / High;
            return (step, Low * step, High * step);
        }

        var scale = (high - low) / Steps;
        if (scale == 0)
        {
            return (0, 0, 0);
        }

        var zeroPoint = Math.Clamp(Math.Round(-low / scale, MidpointRounding.ToEven), 0, Steps);
        return (scale, -zeroPoint * scale, (Steps - zeroPoint) * scale);
    }
}
