namespace ModelCompression.Quantization;

/// <summary>
/// How large the sum of two neighbouring s8 weights of one sign may be. CPUs without VNNI compute sat16(a0 * w0 + a1 * w1) for u8 activations a; with a at most A
/// nothing saturates when max(w0, 0) + max(w1, 0) and max(-w0, 0) + max(-w1, 0) are at most floor(32767 / A).
/// </summary>
public static class PairLimit
{
    /// <summary>The limit for activations that may take any u8 value: 255 * 128 = 32,640 fits, 255 * 129 = 32,895 does not.</summary>
    public const int FullRange = short.MaxValue / byte.MaxValue;

    /// <summary>The limit for u8 activations of at most <paramref name="largestActivation"/>.</summary>
    public static int For(int largestActivation) => short.MaxValue / Math.Clamp(largestActivation, 1, byte.MaxValue);
}
