using System.Numerics.Tensors;
using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Pruning.Reconstruction;

/// <summary>
/// Chooses which weights of some rows become zero and what the others become: minimises (w - t)ᵀ H (w - t) for each row w with target t. In several steps, each of which
/// removes the lowest scores w² / [(H_SS)⁻¹]ii over all rows and then solves for the weights that are left, S, exactly (optimal brain surgeon with several weights a step).
/// </summary>
internal sealed class SparseSolver
{
    /// <summary>Share of the weights that stays in one step.</summary>
    private const double Kept = 0.6;

    /// <summary>Square of the partial correlation from which on one input is taken to stand in for another.</summary>
    private const double StandInCorrelation = 0.5;

    private readonly Row[] _rows;
    private readonly int _columns;
    private readonly int _threads;

    private sealed class Row(double[] hessian, double[] target, int[] kept)
    {
        public double[] Hessian { get; } = hessian;

        public double[] Target { get; } = target;

        public int[] Kept { get; set; } = kept;

        public double[] Weights { get; set; } = [];

        public double[] Scores { get; set; } = [];
    }

    /// <param name="hessians">One a group of rows, columns x columns, positive definite.</param>
    /// <param name="targets">One a group: rows x columns.</param>
    public SparseSolver(IReadOnlyList<double[]> hessians, IReadOnlyList<double[]> targets, int columns, int threads)
    {
        _columns = columns;
        _threads = threads;
        var all = Enumerable.Range(0, columns).ToArray();
        _rows = [.. hessians.Zip(targets).SelectMany(group => group.Second.Chunk(columns).Select(target => new Row(group.First, target, all)))];
    }

    /// <summary>The weights, rows x columns, with so many zeros.</summary>
    /// <param name="removed">0 to rows x columns.</param>
    public double[] Solve(long removed, CancellationToken cancel)
    {
        var total = (long)_rows.Length * _columns;
        var goal = total - removed;
        for (var kept = total; kept > goal;)
        {
            kept = Math.Max(goal, (long)(kept * Kept));
            Fit(withScores: true, cancel);
            Remove(kept);
        }

        Fit(withScores: false, cancel);
        var weights = new double[total];
        for (var row = 0; row < _rows.Length; row++)
        {
            for (var i = 0; i < _rows[row].Kept.Length; i++)
            {
                weights[(row * _columns) + _rows[row].Kept[i]] = _rows[row].Weights[i];
            }
        }

        return weights;
    }

    private void Fit(bool withScores, CancellationToken cancel)
    {
        var inverses = new Dictionary<double[], double[]>(ReferenceEqualityComparer.Instance);
        foreach (var hessian in withScores ? _rows.Where(row => row.Kept.Length == _columns).Select(row => row.Hessian).Distinct() : [])
        {
            inverses[hessian] = Factor(hessian, _columns).Inverse(_threads);
        }

        Parallel.ForEach(_rows, new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancel }, row =>
        {
            if (row.Kept.Length == _columns)
            {
                row.Weights = row.Target;
                row.Scores = withScores ? Apart(row.Weights, inverses[row.Hessian]) : [];
                return;
            }

            var part = Factor(Part(row.Hessian, row.Kept), row.Kept.Length);
            row.Weights = RightSide(row);
            part.Solve(row.Weights);
            row.Scores = withScores ? Scores(row.Weights, part.InverseDiagonal(1)) : [];
        });
    }

    /// <summary>
    /// The scores of a full row. Of weights that stand in for one another, all have low scores, but only one may go at a time: the others are kept for this step.
    /// </summary>
    private double[] Apart(double[] weights, double[] inverse)
    {
        var scores = new double[_columns];
        for (var i = 0; i < _columns; i++)
        {
            scores[i] = weights[i] * weights[i] / inverse[(i * _columns) + i];
        }

        var order = Enumerable.Range(0, _columns).ToArray();
        Array.Sort((double[])scores.Clone(), order);
        var first = new List<int>();
        foreach (var i in order)
        {
            if (first.Exists(j => StandIn(inverse, i, j)))
            {
                scores[i] = double.PositiveInfinity;
            }
            else
            {
                first.Add(i);
            }
        }

        return scores;
    }

    /// <summary>True when the partial correlation of two inputs is high.</summary>
    private bool StandIn(double[] inverse, int i, int j) =>
        inverse[(i * _columns) + j] is var both && both * both > StandInCorrelation * inverse[(i * _columns) + i] * inverse[(j * _columns) + j];

    private static double[] Scores(double[] weights, double[] inverse) => [.. weights.Zip(inverse, (weight, diagonal) => weight * weight / diagonal)];

    private static Cholesky Factor(double[] matrix, int size) => Cholesky.Of(matrix, size) ?? throw new InvalidOperationException("The second moments are not positive definite.");

    private double[] Part(double[] hessian, int[] kept)
    {
        var part = new double[kept.Length * kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            var from = hessian.AsSpan(kept[i] * _columns, _columns);
            var to = part.AsSpan(i * kept.Length, kept.Length);
            for (var j = 0; j <= i; j++)
            {
                to[j] = from[kept[j]];
            }
        }

        return part;
    }

    /// <summary>The rows of H t that belong to kept weights.</summary>
    private double[] RightSide(Row row) => Array.ConvertAll(row.Kept, index => TensorPrimitives.Dot<double>(row.Hessian.AsSpan(index * _columns, _columns), row.Target));

    /// <summary>Removes the lowest scores of all rows; ties go to earlier rows and columns.</summary>
    private void Remove(long kept)
    {
        var scores = _rows.SelectMany(row => row.Scores).ToArray();
        var removed = scores.Length - kept;
        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort((double[])scores.Clone(), order);
        var gone = new bool[scores.Length];
        var threshold = removed > 0 ? scores[order[removed - 1]] : double.NegativeInfinity;
        var left = removed;
        for (var i = 0; i < scores.Length; i++) // what lies below the threshold first, then equal ones in order
        {
            gone[i] = scores[i] < threshold;
            left -= gone[i] ? 1 : 0;
        }

        for (var i = 0; i < scores.Length && left > 0; i++)
        {
            if (!gone[i] && scores[i] == threshold)
            {
                gone[i] = true;
                left--;
            }
        }

        var at = 0;
        foreach (var row in _rows)
        {
            var start = at;
            at += row.Kept.Length;
            row.Kept = [.. row.Kept.Where((_, i) => !gone[start + i])];
        }
    }
}
