using System.Numerics.Tensors;
using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Layerwise;

/// <summary>
/// The real weights that give the float model's outputs from the inputs the quantized model has: w' = w + (E[y xᵀ] - w E[x xᵀ]) (E[x xᵀ] + damping)^-1, a ridge
/// regression that stays near w. The damping is the one whose weights do best on samples that were held out.
/// </summary>
internal static class LayerTarget
{
    /// <summary>Candidates in units of the mean diagonal of E[x xᵀ]; w itself is one more.</summary>
    private static readonly double[] Dampings = [0.01, 0.1, 1];

    /// <summary>Rows the candidates are compared on.</summary>
    private const int ComparedRows = 64;

    /// <summary>The damping whose weights do best on held-out samples, in units of the mean diagonal; null when the float model's weights do.</summary>
    /// <param name="real">Weights of the float model, rows x columns.</param>
    /// <param name="fit">Statistics the candidates are fitted to.</param>
    /// <param name="held">Statistics of samples held out.</param>
    public static double? ChooseDamping(double[] real, LayerStatistics fit, LayerStatistics held, int threads)
    {
        var count = Math.Min(ComparedRows, fit.Rows);
        var rows = Enumerable.Range(0, count).Select(i => (int)((long)i * fit.Rows / count)).ToArray();
        var best = Noise(held, real, rows, compact: false);
        double? chosen = null;
        foreach (var damping in Dampings)
        {
            if (Fit(real, fit, damping, rows, threads) is { } candidate && Noise(held, candidate, rows, compact: true) is var noise && noise < best)
            {
                (best, chosen) = (noise, damping);
            }
        }

        return chosen;
    }

    /// <summary>True when there are enough positions to learn anything from.</summary>
    public static bool CanLearn(long positions, int columns) => positions >= 2L * columns;

    /// <summary>The target of all rows; <paramref name="real"/> itself without damping.</summary>
    public static double[] Of(double[] real, LayerStatistics all, double? damping, int threads) =>
        damping is { } found ? Fit(real, all, found, [.. Enumerable.Range(0, all.Rows)], threads) ?? real : real;

    /// <summary>The target of some rows, one after the other.</summary>
    private static double[]? Fit(double[] real, LayerStatistics statistics, double damping, int[] chosen, int threads)
    {
        var columns = statistics.Columns;
        if (Cholesky.InPlace(statistics.Damped(damping * statistics.MeanDiagonal), columns) is not { } factor)
        {
            return null;
        }

        var target = new double[chosen.Length * columns];
        Parallel.For(0, chosen.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var row = chosen[i];
            var weights = real.AsSpan(row * columns, columns);
            var rest = target.AsSpan(i * columns, columns);
            for (var column = 0; column < columns; column++)
            {
                rest[column] = statistics.Yx[row * columns + column] - TensorPrimitives.Dot<double>(statistics.Xx.AsSpan(column * columns, columns), weights);
            }

            factor.Solve(rest);
            TensorPrimitives.Add<double>(rest, weights, rest);
        });
        return target;
    }

    /// <param name="compact">True when the weights are those of the rows alone.</param>
    private static double Noise(LayerStatistics statistics, double[] weights, int[] rows, bool compact)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            sum += statistics.Noise(rows[i], weights.AsSpan((compact ? i : rows[i]) * statistics.Columns, statistics.Columns));
        }

        return sum;
    }
}
