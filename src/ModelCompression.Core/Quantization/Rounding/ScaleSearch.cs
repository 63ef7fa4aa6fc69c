using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Quantization.Rounding;

/// <summary>
/// Chooses the scale of each row, or of each block of a row, by the output error that is left after rounding: every candidate is rounded by nearest plane inside the
/// limits of the grid, from the last block to the first, so that a block's candidates take up the errors of those behind it.
/// </summary>
internal static class ScaleSearch
{
    /// <summary>The search of a block ends after so many candidates in a row that do worse than the best, unless the block is short.</summary>
    private const int Patience = 6;

    /// <summary>Blocks of fewer columns are tried with every candidate: few weights fit one grid better than its neighbour by chance.</summary>
    private const int ShortBlock = 64;

    /// <summary>Changes the scales of the problem's rows, and the integers to those of the nearest plane.</summary>
    public static void Run(RoundingProblem problem, CancellationToken cancel)
    {
        if (problem.Weights.ScaleChoices is not { } choices || Cholesky.Of(problem.Hessian, problem.Columns) is not { } factor)
        {
            return;
        }

        Parallel.For(0, problem.RowCount, new ParallelOptions { MaxDegreeOfParallelism = problem.Threads, CancellationToken = cancel }, row =>
        {
            var (pending, difference) = (new double[problem.Columns], new double[problem.Columns]);
            for (var block = problem.Weights.Blocks - 1; block >= 0; block--)
            {
                Choose(problem, factor, row, block, choices, pending, difference);
                NearestPlane.Round(problem, factor, row, block, pending, difference);
                NearestPlane.Settle(problem, factor, block, pending, difference);
            }
        });
    }

    private static void Choose(RoundingProblem problem, Cholesky factor, int row, int block, Func<int, IReadOnlyList<float>> choices, double[] pending, double[] difference)
    {
        var weights = problem.Weights;
        var at = (problem.FirstRow + row) * weights.Blocks + block;
        var (start, length) = (block * weights.BlockSize, Math.Min(weights.BlockSize, problem.Columns - block * weights.BlockSize));
        var scratch = new double[problem.Columns];
        var (best, least, worse) = (weights.Scales[at], double.PositiveInfinity, 0);
        foreach (var scale in choices(at))
        {
            weights.Scales[at] = scale;
            pending.AsSpan(start, length).CopyTo(scratch.AsSpan(start, length));
            var error = NearestPlane.Round(problem, factor, row, block, scratch, difference);
            (best, least, worse) = error < least ? (scale, error, 0) : (best, least, worse + 1);
            if (worse >= Patience && length >= ShortBlock)
            {
                break;
            }
        }

        weights.Scales[at] = best;
    }
}
