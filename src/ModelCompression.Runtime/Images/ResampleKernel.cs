using System;

namespace ModelCompression.Runtime.Images;

/// <summary>
/// Fixed-point weights of a one-dimensional resampling, laid out as <see cref="FilterWeights"/>. They are rounded half away from zero to 22 fractional bits,
/// which reproduces Pillow's 8-bit results.
/// </summary>
internal sealed record ResampleKernel(int Width, int[] Starts, int[] Lengths, int[] Weights)
{
    /// <summary>32 bits less 8 for the sample and 2 for the sign and the overshoot of negative lobes.</summary>
    public const int FractionBits = 32 - 8 - 2;

    public static ResampleKernel Create(int inputSize, int outputSize, ResizeFilter filter)
    {
        var exact = FilterWeights.Create(inputSize, outputSize, filter);
        return new ResampleKernel(exact.Width, exact.Starts, exact.Lengths, Array.ConvertAll(exact.Weights, ToFixedPoint));
    }

    private static int ToFixedPoint(double weight) => (int)(weight * (1 << FractionBits) + (weight < 0 ? -0.5 : 0.5));
}
