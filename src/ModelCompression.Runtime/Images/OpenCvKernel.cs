using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelCompression.Runtime.Images;

/// <summary>
/// One-dimensional weights by OpenCV's conventions for 8-bit images: filters keep their width when an image shrinks, pixels beyond the border repeat the last one,
/// bilinear and bicubic weights have 11 fractional bits, the cubic has a = -0.75. Weights are given with 22 fractional bits, as in <see cref="ResampleKernel"/>.
/// </summary>
internal static class OpenCvKernel
{
    private const double Cubic = -0.75;
    private const double Sliver = 1e-3;
    private const int CoefficientSteps = 1 << 11;
    private const int One = 1 << ResampleKernel.FractionBits;

    /// <param name="shrinks">True when neither direction grows: area then averages what each target pixel covers, else it is a kind of bilinear.</param>
    public static ResampleKernel Create(int inputSize, int outputSize, ResizeFilter filter, bool shrinks)
    {
        var scale = (double)inputSize / outputSize;
        var taps = Enumerable.Range(0, outputSize).Select(i => filter switch
        {
            ResizeFilter.Nearest => [((int)(i * scale), One)],
            ResizeFilter.Bilinear => Bilinear((i + 0.5) * scale - 0.5),
            ResizeFilter.Bicubic => Bicubic((i + 0.5) * scale - 0.5),
            ResizeFilter.Area when shrinks => Covered(i * scale, scale, inputSize),
            ResizeFilter.Area => Bilinear(GrowingArea(i, scale)),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        }).ToArray();
        return Pack(taps, inputSize);
    }

    private static (int Position, int Weight)[] Bilinear(double position)
    {
        var left = (int)Math.Floor(position);
        var right = Quantized((float)(position - left));
        return [(left, One - right), (left + 1, right)];
    }

    private static (int Position, int Weight)[] Bicubic(double position)
    {
        var left = (int)Math.Floor(position);
        var x = (float)(position - left);
        int[] weights = [Quantized(Outer(x + 1)), Quantized(Inner(x)), Quantized(Inner(1 - x)), 0];
        weights[3] = Quantized(1 - (Outer(x + 1) + Inner(x) + Inner(1 - x)));
        return [.. weights.Select((weight, i) => (left - 1 + i, weight))];
    }

    private static double Inner(double x) => ((Cubic + 2) * x - (Cubic + 3)) * x * x + 1;

    private static double Outer(double x) => ((Cubic * x - 5 * Cubic) * x + 8 * Cubic) * x - 4 * Cubic;

    /// <summary>The share of each input pixel in the interval that starts at <paramref name="start"/>; slivers below 1/1000 are left out.</summary>
    private static (int Position, int Weight)[] Covered(double start, double scale, int inputSize)
    {
        var end = start + scale;
        var width = Math.Min(scale, inputSize - start);
        var last = Math.Min((int)Math.Floor(end), inputSize - 1);
        var first = Math.Min((int)Math.Ceiling(start), last);
        var taps = new List<(int Position, int Weight)>();
        if (first - start > Sliver)
        {
            taps.Add((first - 1, Rounded((first - start) / width)));
        }

        for (var i = first; i < last; i++)
        {
            taps.Add((i, Rounded(1 / width)));
        }

        if (end - last > Sliver)
        {
            taps.Add((last, Rounded(Math.Min(Math.Min(end - last, 1), width) / width)));
        }

        return [.. taps];
    }

    /// <summary>Position of an enlarging area resize: constant inside an input pixel, linear where a target pixel straddles two.</summary>
    private static double GrowingArea(int i, double scale)
    {
        var left = Math.Floor(i * scale);
        var part = i + 1 - (left + 1) / scale;
        return left + (part <= 0 ? 0 : part - Math.Floor(part));
    }

    private static int Quantized(double weight) => (int)Math.Round(weight * CoefficientSteps, MidpointRounding.ToEven) * (One / CoefficientSteps);

    private static int Rounded(double weight) => (int)Math.Round(weight * One, MidpointRounding.ToEven);

    private static ResampleKernel Pack((int Position, int Weight)[][] taps, int inputSize)
    {
        var width = taps.Max(row => row.Length);
        var kernel = new ResampleKernel(width, new int[taps.Length], new int[taps.Length], new int[taps.Length * width]);
        for (var i = 0; i < taps.Length; i++)
        {
            var inside = taps[i].Select(tap => (Position: Math.Clamp(tap.Position, 0, inputSize - 1), tap.Weight)).ToArray();
            kernel.Starts[i] = inside[0].Position;
            kernel.Lengths[i] = inside[^1].Position - inside[0].Position + 1;
            foreach (var (position, weight) in inside)
            {
                kernel.Weights[i * width + position - kernel.Starts[i]] += weight;
            }
        }

        return kernel;
    }
}
