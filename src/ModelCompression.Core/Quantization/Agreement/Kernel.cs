namespace ModelCompression.Quantization.Agreement;

/// <summary>What all kernels do in the end.</summary>
internal static class Kernel
{
    /// <summary>The nearest integer, halves to even, clamped to 0..255.</summary>
    public static int Round(float value) => (int)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), 0, byte.MaxValue);
}
