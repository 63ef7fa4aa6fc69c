using System.Numerics.Tensors;
using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Quantization.Rounding;

/// <summary>
/// Babai's nearest plane: with H = L Lᵀ the error is |Lᵀ d|²; going from the last column to the first, d_i is chosen so that row i of Lᵀ d is as near to 0 as the
/// grid allows: aim_i = w_i - sum over j > i of L_ji d_j / L_ii. A column whose neighbour is already rounded keeps to what the neighbour leaves.
/// </summary>
internal static class NearestPlane
{
    /// <summary>Rounds one block of a row whose later blocks are rounded.</summary>
    /// <param name="row">Counted from the problem's first row.</param>
    /// <param name="pending">One place per column of the row: sum over j behind the block of L_ji d_j. Those of the block become complete.</param>
    /// <param name="difference">One place per column of the row; those of the block are written.</param>
    /// <returns>What the block adds to the error.</returns>
    public static double Round(RoundingProblem problem, Cholesky factor, int row, int block, Span<double> pending, Span<double> difference)
    {
        var (weights, columns, at) = (problem.Weights, problem.Columns, problem.FirstRow + row);
        var (start, end) = (block * weights.BlockSize, Math.Min(columns, (block + 1) * weights.BlockSize));
        var scale = (double)weights.Scale(at, start);
        weights.Values.AsSpan(at * columns + start, end - start).Clear(); // a neighbour not yet rounded leaves everything
        var error = 0.0;
        for (var i = end - 1; i >= start; i--)
        {
            var lower = factor.Row(i);
            var target = problem.Target[row * columns + i];
            var (low, high) = weights.Bounds(at, i);
            var value = Math.Clamp(weights.Nearest(at, i, target - pending[i] / lower[i]), low, high);
            weights.Values[at * columns + i] = value;
            difference[i] = value * scale - target;
            var rest = lower[i] * difference[i] + pending[i];
            error += rest * rest;
            TensorPrimitives.MultiplyAdd(lower[start..i], difference[i], pending[start..i], pending[start..i]);
        }

        return error;
    }

    /// <summary>Tells the columns in front of a rounded block about it.</summary>
    public static void Settle(RoundingProblem problem, Cholesky factor, int block, Span<double> pending, ReadOnlySpan<double> difference)
    {
        var (start, end) = (block * problem.Weights.BlockSize, Math.Min(problem.Columns, (block + 1) * problem.Weights.BlockSize));
        for (var i = end - 1; i >= start && start > 0; i--)
        {
            TensorPrimitives.MultiplyAdd(factor.Row(i)[..start], difference[i], pending[..start], pending[..start]);
        }
    }
}
