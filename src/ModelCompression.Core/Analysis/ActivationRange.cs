namespace ModelCompression.Analysis;

/// <summary>The interval of values a tensor takes, as measured by a calibrator. Both ends are finite and <paramref name="Min"/> is at most <paramref name="Max"/>.</summary>
public readonly record struct ActivationRange(float Min, float Max)
{
    /// <summary>The smallest range that holds both.</summary>
    public ActivationRange Union(ActivationRange other) => new(MathF.Min(Min, other.Min), MathF.Max(Max, other.Max));

    /// <summary>The range cut to an interval.</summary>
    public ActivationRange Clamp(float low, float high) => new(Math.Clamp(Min, low, high), Math.Clamp(Max, low, high));
}
