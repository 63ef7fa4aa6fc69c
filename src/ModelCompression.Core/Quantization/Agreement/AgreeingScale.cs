namespace ModelCompression.Quantization.Agreement;

/// <summary>
/// Makes sums and products of two quantized tensors independent of the CPU. Kernels for different instruction sets round in different places, so that pairs whose exact
/// result lies within a few millionths of a half may end one step apart. There are only 65,536 pairs: the output's scale is changed by the fewest 32,768ths for which
/// none is left on which the kernels differ.
/// </summary>
internal static class AgreeingScale
{
    private const double Unit = 1.0 / (1 << 15);
    private const int MaxUnits = 256;

    /// <summary>The output parameters nearest to <paramref name="output"/> on which all kernels agree; null when there are none within 256 units (0.8 %).</summary>
    /// <param name="arithmetic">What the kernels compute for given output parameters.</param>
    /// <param name="isAllowed">False for parameters that would break something else.</param>
    public static ActivationParameters? Find(ActivationParameters output, Func<ActivationParameters, IPairArithmetic> arithmetic, Predicate<ActivationParameters> isAllowed)
    {
        for (var units = 0; units <= MaxUnits; units++)
        {
            foreach (var signed in units == 0 ? [0] : new[] { units, -units })
            {
                var candidate = output with { Scale = (float)(output.Scale * (1 + (signed * Unit))) };
                if (float.IsNormal(candidate.Scale) && isAllowed(candidate) && AlwaysAgrees(arithmetic(candidate)))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>True when the kernels give the same integer for every pair of operands. Only results that are close enough to a half to be rounded differently are computed.</summary>
    public static bool AlwaysAgrees(IPairArithmetic arithmetic)
    {
        for (var a = 0; a <= byte.MaxValue; a++)
        {
            for (var b = 0; b <= byte.MaxValue; b++)
            {
                var exact = arithmetic.Exact(a, b);
                var isInside = exact is > -1 and < byte.MaxValue + 1;
                if (isInside && Math.Abs(exact - Math.Floor(exact) - 0.5) <= arithmetic.Error && !arithmetic.Agrees(a, b))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
