using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

/// <summary>Random rounding problems with correlated inputs.</summary>
internal static class RoundingProblems
{
    /// <summary>Weights in [-1, 1] with a scale of 1/<paramref name="largest"/> a row, rounded to nearest and made to keep the pair limit.</summary>
    public static RoundingProblem Create(int rows, int columns, int largest, int? pairLimit, int seed, int threads = 1)
    {
        var random = new Random(seed);
        var target = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() * 2 - 1).ToArray();
        var weights = new IntegerWeights(
            rows, columns, columns, new int[rows * columns], [.. Enumerable.Repeat(1f / largest, rows)], [.. Enumerable.Repeat(-largest, rows)], [.. Enumerable.Repeat(largest, rows)])
        {
            PairLimit = pairLimit,
        };
        for (var i = 0; i < target.Length; i++)
        {
            var (low, high) = weights.Bounds(i / columns, i % columns);
            weights.Values[i] = Math.Clamp(weights.Nearest(i / columns, i % columns, target[i]), low, high);
        }

        return new RoundingProblem(weights, 0, rows, target, Hessian(columns, random), threads);
    }

    private static double[] Hessian(int columns, Random random)
    {
        var inputs = new double[4 * columns][];
        for (var n = 0; n < inputs.Length; n++)
        {
            var common = random.NextDouble();
            inputs[n] = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() + 2 * common)];
        }

        var hessian = new double[columns * columns];
        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                hessian[i * columns + j] = inputs.Sum(input => input[i] * input[j]) / inputs.Length + (i == j ? 0.01 : 0);
            }
        }

        return hessian;
    }
}
