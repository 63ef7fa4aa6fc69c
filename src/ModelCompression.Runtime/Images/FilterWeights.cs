using System;

namespace ModelCompression.Runtime.Images;

/// <summary>
/// Weights of a one-dimensional resampling: output <c>i</c> is the weighted sum of <c>Lengths[i]</c> inputs from <c>Starts[i]</c> on, with the weights at
/// <c>i * Width</c>, whose sum is 1. The filter is stretched by the reduction factor (antialiasing).
/// </summary>
internal sealed record FilterWeights(int Width, int[] Starts, int[] Lengths, double[] Weights)
{
    public static FilterWeights Create(int inputSize, int outputSize, ResizeFilter filter)
    {
        var scale = (double)inputSize / outputSize;
        var stretch = Math.Max(scale, 1);
        var support = Support(filter) * stretch;
        var width = (int)Math.Ceiling(support) * 2 + 1;
        var result = new FilterWeights(width, new int[outputSize], new int[outputSize], new double[checked(outputSize * width)]);
        for (var i = 0; i < outputSize; i++)
        {
            var center = (i + 0.5) * scale;
            var start = Math.Max((int)(center - support + 0.5), 0);
            var length = Math.Min((int)(center + support + 0.5), inputSize) - start;
            result.Starts[i] = start;
            result.Lengths[i] = length;
            Sample(filter, result.Weights.AsSpan(i * width, length), start - center + 0.5, 1 / stretch);
        }

        return result;
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
