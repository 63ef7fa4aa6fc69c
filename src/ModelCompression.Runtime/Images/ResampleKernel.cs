using System;

namespace ModelCompression.Runtime.Images;

/// <summary>
/// Fixed-point weights of a one-dimensional resampling: output <c>i</c> is the weighted sum of <c>Lengths[i]</c> inputs from <c>Starts[i]</c> on, with the
/// weights at <c>i * Width</c>. The filter is stretched by the reduction factor (antialiasing); weights are computed in double,
/// normalised to a sum of 1 and rounded half away from zero to 22 fractional bits, which reproduces Pillow's 8-bit results.
/// </summary>
internal sealed record ResampleKernel(int Width, int[] Starts, int[] Lengths, int[] Weights)
{
    /// <summary>32 bits less 8 for the sample and 2 for the sign and the overshoot of negative lobes.</summary>
    public const int FractionBits = 32 - 8 - 2;

    public static ResampleKernel Create(int inputSize, int outputSize, ResizeFilter filter)
    {
        var scale = (double)inputSize / outputSize;
        var stretch = Math.Max(scale, 1);
        var support = Support(filter) * stretch;
        var width = (int)Math.Ceiling(support) * 2 + 1;
        var kernel = new ResampleKernel(width, new int[outputSize], new int[outputSize], new int[checked(outputSize * width)]);
        var weights = new double[width];
        for (var i = 0; i < outputSize; i++)
        {
            var center = (i + 0.5) * scale;
            var start = Math.Max((int)(center - support + 0.5), 0);
            var length = Math.Min((int)(center + support + 0.5), inputSize) - start;
            Sample(filter, weights.AsSpan(0, length), start - center + 0.5, 1 / stretch);
            kernel.Starts[i] = start;
            kernel.Lengths[i] = length;
            ToFixedPoint(weights.AsSpan(0, length), kernel.Weights.AsSpan(i * width, length));
        }

        return kernel;
    }

    private static void Sample(ResizeFilter filter, Span<double> weights, double first, double step)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Evaluate(filter, (i + first) * step);
            sum += weights[i];
        }

        for (var i = 0; i < weights.Length && sum != 0; i++)
        {
            weights[i] /= sum;
        }
    }

    private static void ToFixedPoint(ReadOnlySpan<double> weights, Span<int> result)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            result[i] = (int)(weights[i] * (1 << FractionBits) + (weights[i] < 0 ? -0.5 : 0.5));
        }
    }

    /// <summary>Radius of the filter in input pixels without stretching.</summary>
    private static double Support(ResizeFilter filter) => filter switch
    {
        ResizeFilter.Area => 0.5,
        ResizeFilter.Bilinear => 1,
        ResizeFilter.Bicubic => 2,
        ResizeFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static double Evaluate(ResizeFilter filter, double x) => filter switch
    {
        ResizeFilter.Area => x is > -0.5 and <= 0.5 ? 1 : 0,
        ResizeFilter.Bilinear => Math.Max(1 - Math.Abs(x), 0),
        ResizeFilter.Bicubic => Cubic(Math.Abs(x)),
        _ => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
    };

    /// <summary>Keys' cubic convolution with a = -0.5 (IEEE TASSP 29, 1981, equation 15).</summary>
    private static double Cubic(double x)
    {
        const double A = -0.5;
        return x switch
        {
            < 1 => ((A + 2) * x - (A + 3)) * x * x + 1,
            < 2 => (((x - 5) * x + 8) * x - 4) * A,
            _ => 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
