namespace ModelCompression.Quantization;

/// <summary>
/// Biases as 32-bit integers. Kernels add products to them in 32 bits and wrap around, so half of the range is left to the products: enough for
/// 33,000 products of the largest factors (255 x 127).
/// </summary>
internal static class IntegerBias
{
    /// <summary>Largest magnitude of a stored bias.</summary>
    public const int Largest = int.MaxValue / 2;

    /// <summary>Room for a later correction.</summary>
    private const double Margin = 1.01;

    /// <summary>The smallest scale of weights with which <paramref name="bias"/> can be stored; its own scale, the product of both, must be a normal number.</summary>
    /// <param name="inputScale">Scale of the activation.</param>
    public static float SmallestWeightScale(float bias, float inputScale) =>
        (float)Math.Min(float.MaxValue, Margin * Math.Max((double)Math.Abs(bias) / Largest, NormalScale.Smallest) / inputScale);

    /// <summary>round(value / step), half to even; the nearest that can be stored.</summary>
    /// <param name="step">Scale of the activation times scale of the weights.</param>
    public static int Quantize(double value, double step) => (int)Math.Clamp(Math.Round(value / step, MidpointRounding.ToEven), -Largest, Largest);
}
