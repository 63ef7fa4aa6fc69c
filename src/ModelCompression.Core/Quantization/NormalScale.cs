namespace ModelCompression.Quantization;

/// <summary>
/// Scales that can be written: kernels divide by them, multiply them with each other and may take denormal numbers for 0.
/// </summary>
internal static class NormalScale
{
    /// <summary>The smallest normal number of single precision, 2^-126.</summary>
    public const float Smallest = 1.17549435e-38f;

    /// <summary>The nearest finite normal number of the same sign; what was 0 or not a number becomes <see cref="Smallest"/>, which makes 0 of every integer up to 16 bits within 1e-33.</summary>
    public static float Of(float scale) =>
        float.IsNormal(scale) ? scale
        : float.IsInfinity(scale) ? MathF.CopySign(float.MaxValue, scale)
        : float.IsNaN(scale) ? Smallest : MathF.CopySign(Smallest, scale);
}
