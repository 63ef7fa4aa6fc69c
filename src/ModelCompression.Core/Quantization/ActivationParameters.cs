using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>Scale and zero point of a tensor of unsigned integers up to <paramref name="Levels"/>: real = (quantized - ZeroPoint) * Scale. Signed types store both shifted down.</summary>
public readonly record struct ActivationParameters(float Scale, int ZeroPoint, int Levels = byte.MaxValue)
{
    /// <summary>Asymmetric u8 parameters for a range.</summary>
    public static ActivationParameters For(ActivationRange range) => For(range, ActivationGrid.U8);

    /// <summary>
    /// Zero is always representable. Asymmetric: s = (max(0,max) - min(0,min)) / levels, z = round(-min(0,min) / s), half to even. Symmetric: s = 2 max(|min|,|max|) /
    /// (levels - 1), z in the middle. A range without extent, or below 3e-36, gets scale 1/levels.
    /// </summary>
    public static ActivationParameters For(ActivationRange range, ActivationGrid grid)
    {
        var levels = grid.Levels;
        var min = MathF.Min(0, range.Min);
        var max = MathF.Max(0, range.Max);
        var scale = grid.Symmetric ? (float)(2.0 * Math.Max(-min, max) / (levels - 1)) : (float)(((double)max - min) / levels);
        var middle = grid.Symmetric ? (levels + 1) / 2 : 0;
        if (!(scale > 0) || !float.IsNormal(scale))
        {
            return new ActivationParameters(1f / levels, middle, levels);
        }

        return new ActivationParameters(scale, grid.Symmetric ? middle : (int)Math.Clamp(Math.Round(-min / (double)scale, MidpointRounding.ToEven), 0, levels), levels);
    }

    /// <summary>
    /// Parameters whose representable interval lies inside [<paramref name="low"/>, <paramref name="high"/>], so that a Relu or Clip to that interval in front of the
    /// quantization is redundant and can be fused away. Low must be at most 0 and high at least 0. Bounds so close to 0 that no normal scale fits between them are exceeded.
    /// </summary>
    public static ActivationParameters Within(ActivationRange range, float low, float high) => Within(range, low, high, ActivationGrid.U8);

    /// <summary>The same on another grid, which must be asymmetric.</summary>
    public static ActivationParameters Within(ActivationRange range, float low, float high, ActivationGrid grid)
    {
        var (scale, zeroPoint, levels) = For(range.Clamp(low, high), grid);
        zeroPoint = low == 0 ? 0 : zeroPoint;
        scale = zeroPoint < levels ? MathF.Min(scale, high / (levels - zeroPoint)) : scale;
        scale = zeroPoint > 0 ? MathF.Min(scale, -low / zeroPoint) : scale;
        var parameters = new ActivationParameters(scale, zeroPoint, levels);
        while (!parameters.IsWithin(low, high) && float.IsNormal(parameters.Scale))
        {
            parameters = parameters with { Scale = MathF.BitDecrement(parameters.Scale) }; // the divisions may have rounded up
        }

        return parameters with { Scale = NormalScale.Of(parameters.Scale) };
    }

    /// <summary>Parameters of a constant, from its smallest to its largest element.</summary>
    public static ActivationParameters Of(TensorData constant, ActivationGrid grid)
    {
        var values = constant.ToFloats();
        return For(new ActivationRange(values.Min(), values.Max()), grid);
    }

    /// <summary>True when no representable real number lies outside [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public bool IsWithin(float low, float high) => -ZeroPoint * Scale >= low && (Levels - ZeroPoint) * Scale <= high;

    /// <summary>A bound of the quantized value of real values of at most <paramref name="high"/>; rounded up, since the runtime divides in single precision. At least
    /// the zero point, which padding puts beside them.</summary>
    public int LargestQuantized(float high) =>
        (int)Math.Clamp(Math.Ceiling(MathF.Max(0, high) / (double)Scale) + ZeroPoint, 0, Levels);
}
