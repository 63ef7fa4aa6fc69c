using System.Numerics.Tensors;
using ModelCompression.Analysis;
using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Quantization.Rounding;

/// <summary>
/// Rounds column after column and makes the columns still to come take up each error (GPTQ, Frantar et al. 2022, here as Babai's nearest plane on the Cholesky
/// factor of H, which gives the same integers in reversed column order without an inverse). A column whose neighbour is already rounded keeps to what the
/// neighbour leaves, so the error of that limit is taken up too. Then single integers move by one while that lowers the error (coordinate descent).
/// </summary>
[Strategy("SecondOrder", "Each rounding error is taken up by the weights still to be rounded, guided by calibration data (GPTQ).")]
public sealed class SecondOrderRounding : IWeightRounding
{
    private const int MaxSweeps = 8;

    public void Round(RoundingProblem problem, CancellationToken cancel)
    {
        if (Cholesky.Of(problem.Hessian, problem.Columns) is not { } factor)
        {
            return;
        }

        Parallel.For(0, problem.RowCount, new ParallelOptions { MaxDegreeOfParallelism = problem.Threads, CancellationToken = cancel }, row =>
        {
            RoundRow(problem, factor, row);
            Descend(problem, row);
        });
    }

    private static void RoundRow(RoundingProblem problem, Cholesky factor, int row)
    {
        var (pending, difference) = (new double[problem.Columns], new double[problem.Columns]);
        for (var block = problem.Weights.Blocks - 1; block >= 0; block--)
        {
            NearestPlane.Round(problem, factor, row, block, pending, difference);
            NearestPlane.Settle(problem, factor, block, pending, difference);
        }
    }

    private static void Descend(RoundingProblem problem, int row)
    {
        var slope = problem.Slope(problem.Difference(row));
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var moved = false;
            for (var i = 0; i < problem.Columns; i++)
            {
                moved |= TryMove(problem, problem.FirstRow + row, i, slope);
            }

            if (!moved)
            {
                return;
            }
        }
    }

    /// <summary>Moving by k steps of s changes the error by 2 k s g_i + (k s)² H_ii.</summary>
    private static bool TryMove(RoundingProblem problem, int row, int column, double[] slope)
    {
        var (weights, columns) = (problem.Weights, problem.Columns);
        var scale = (double)weights.Scale(row, column);
        var curvature = problem.Hessian[column * columns + column];
        ref var value = ref weights.Values[row * columns + column];
        var (low, high) = weights.Bounds(row, column);
        var step = (int)Math.Clamp(Math.Round(-slope[column] / (curvature * scale)), low - value, high - value) * scale;
        if (step == 0 || 2 * step * slope[column] + step * step * curvature >= -1e-9 * step * step * curvature)
        {
            return false;
        }

        value += (int)Math.Round(step / scale);
        TensorPrimitives.MultiplyAdd(problem.Hessian.AsSpan(column * columns, columns), step, slope, slope);
        return true;
    }
}
