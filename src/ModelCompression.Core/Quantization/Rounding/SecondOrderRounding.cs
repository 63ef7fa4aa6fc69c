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
            NearestPlane(problem, factor, row);
            Descend(problem, row);
        });
    }

    /// <summary>
    /// With H = L Lᵀ the error is |Lᵀ d|²; going from the last column to the first, d_i is chosen so that row i of Lᵀ d is as near to 0 as the grid allows:
    /// aim_i = w_i - sum over j > i of L_ji d_j / L_ii.
    /// </summary>
    private static void NearestPlane(RoundingProblem problem, Cholesky factor, int row)
    {
        var (weights, columns, at) = (problem.Weights, problem.Columns, problem.FirstRow + row);
        weights.Values.AsSpan(at * columns, columns).Clear(); // a neighbour not yet rounded leaves everything
        var pending = new double[columns];
        for (var i = columns - 1; i >= 0; i--)
        {
            var lower = factor.Row(i);
            var target = problem.Target[row * columns + i];
            var aim = target - pending[i] / lower[i];
            var (low, high) = weights.Bounds(at, i);
            var value = Math.Clamp(weights.Nearest(at, i, aim), low, high);
            weights.Values[at * columns + i] = value;
            var difference = value * (double)weights.Scale(at, i) - target;
            TensorPrimitives.MultiplyAdd(lower[..i], difference, pending.AsSpan(0, i), pending.AsSpan(0, i));
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
