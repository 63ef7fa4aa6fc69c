namespace ModelCompression.Core.Tests.Gating;

/// <summary>Broken and repaired samples of evaluations whose true rates are known.</summary>
internal static class PairedCounts
{
    /// <summary>The counts of one simulated evaluation.</summary>
    /// <param name="broken">Probability that a sample is broken.</param>
    /// <param name="repaired">Probability that a sample is repaired.</param>
    public static (int Broken, int Repaired) Draw(Random random, int samples, double broken, double repaired)
    {
        var (b, c) = (0, 0);
        for (var i = 0; i < samples; i++)
        {
            var draw = random.NextDouble();
            b += draw < broken ? 1 : 0;
            c += draw >= broken && draw < broken + repaired ? 1 : 0;
        }

        return (b, c);
    }

    /// <summary>The probability of all outcomes that <paramref name="counts"/>: trinomial probabilities summed up to 8 deviations above each mean.</summary>
    public static double Probability(int samples, double broken, double repaired, Func<int, int, bool> counts)
    {
        var factorials = new double[samples + 1];
        for (var i = 1; i <= samples; i++)
        {
            factorials[i] = factorials[i - 1] + Math.Log(i);
        }

        var sum = 0.0;
        for (var b = 0; b <= Most(broken); b++)
        {
            for (var c = 0; c <= Most(repaired) && b + c <= samples; c++)
            {
                var rest = samples - b - c;
                var logarithm = factorials[samples] - factorials[b] - factorials[c] - factorials[rest] + Power(b, broken) + Power(c, repaired) + Power(rest, 1 - broken - repaired);
                sum += counts(b, c) ? Math.Exp(logarithm) : 0;
            }
        }

        return sum;

        int Most(double probability) => (int)Math.Min(samples, (samples * probability) + (8 * Math.Sqrt(samples * probability)) + 1);
    }

    private static double Power(int exponent, double probability) => exponent == 0 ? 0 : exponent * Math.Log(probability);
}
