namespace ModelCompression.Gating.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const int MaxTerms = 400;

    /// <summary>The value z with P(Z &lt;= z) = <paramref name="probability"/>, to the last digits of a double.</summary>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        }

        if (probability > 0.5)
        {
            return -Quantile(1 - probability);
        }

        var z = -Math.Sqrt(-2 * Math.Log(probability)) * 0.9; // of the right order; what follows is monotone from either side
        for (var i = 0; i < 100; i++)
        {
            var error = Lower(z) - probability;
            var slope = error / Density(z);
            var step = slope / Math.Max(0.5, 1 + (z * slope / 2)); // Halley
            z -= Math.Clamp(step, -0.5, 0.5);
            if (Math.Abs(step) < 1e-15 * Math.Abs(z))
            {
                break;
            }
        }

        return z;
    }

    /// <summary>P(Z &lt;= z).</summary>
    public static double Lower(double z) => z > 0 ? 1 - Lower(-z) : z < -3 ? Tail(-z) : 0.5 - (Density(z) * Series(-z));

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>(P(Z &lt;= z) - 1/2) / density = z + z^3/3 + z^5/(3 5) + ...</summary>
    private static double Series(double z)
    {
        var (sum, term) = (z, z);
        for (var i = 1; i < MaxTerms && Math.Abs(term) > 1e-17 * Math.Abs(sum); i++)
        {
            term *= z * z / ((2 * i) + 1);
            sum += term;
        }

        return sum;
    }

    /// <summary>P(Z > z) by Laplace's continued fraction, density / (z + 1/(z + 2/(z + ...))).</summary>
    private static double Tail(double z)
    {
        var fraction = z;
        for (var i = MaxTerms; i >= 1; i--)
        {
            fraction = z + (i / fraction);
        }

        return Density(z) / fraction;
    }
}
