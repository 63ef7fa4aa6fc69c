using ModelCompression.Layerwise;
using ModelCompression.Pruning.Reconstruction;

namespace ModelCompression.Pruning.Channels;

/// <summary>A layer that reads the channels of a width, with what its inputs look like: the optimal brain surgeon for whole channels.</summary>
/// <remarks>
/// Removing the columns c of a row w costs <c>w_c ([G⁻¹]_cc)⁻¹ w_cᵀ</c> of the mean squared output, with G the second moments of the inputs and the other weights taking up
/// what they can: <c>w ← w - w_c ([G⁻¹]_cc)⁻¹ [G⁻¹]_c:</c>, <c>G⁻¹ ← G⁻¹ - [G⁻¹]_:c ([G⁻¹]_cc)⁻¹ [G⁻¹]_c:</c> (Frantar, Singh and Alistarh 2022, blocks).
/// </remarks>
internal sealed class ConsumedLayer
{
    private readonly double[] _inverse;
    private readonly double[] _weights;
    private readonly int[] _unitOf;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int _groups;
    private readonly Dictionary<int, int[]> _columnsOf;

    /// <param name="layer">A layer of one group.</param>
    /// <param name="statistics">Of its inputs and outputs in the model as it is.</param>
    /// <param name="unitOf">Unit of each column; -1 for one that stays.</param>
    public ConsumedLayer(SparseLayer layer, LayerStatistics statistics, int[] unitOf, double damping)
    {
        Layer = layer;
        _unitOf = unitOf;
        (_columns, _groups) = (layer.Observed.Columns, layer.Observed.Groups);
        _rows = layer.Observed.Rows;
        _weights = (double[])layer.Weights.Clone();
        var factor = Tensors.Algebra.Cholesky.InPlace(statistics.Damped(Math.Max(statistics.MeanDiagonal * damping, 1e-12)), _columns)
            ?? throw new InvalidOperationException("The second moments are not positive definite.");
        _inverse = factor.Inverse(1);
        _columnsOf = Enumerable.Range(0, _columns).Where(column => unitOf[column] >= 0).GroupBy(column => unitOf[column]).ToDictionary(group => group.Key, group => group.ToArray());
        Signal = Math.Max(statistics.Yy.Sum(), 1e-30);
    }

    public SparseLayer Layer { get; }

    /// <summary>Weights as they are now, rows x columns.</summary>
    public double[] Weights => _weights;

    /// <summary>Mean squared output over all rows.</summary>
    public double Signal { get; }

    /// <summary>Error, summed over rows, that removing a unit now adds; 0 for one it does not read.</summary>
    public double Score(int unit)
    {
        if (!_columnsOf.TryGetValue(unit, out var columns))
        {
            return 0;
        }

        var block = BlockInverse(columns);
        var sum = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            var weights = _weights.AsSpan(row * _columns, _columns);
            for (var i = 0; i < columns.Length; i++)
            {
                for (var j = 0; j < columns.Length; j++)
                {
                    sum += weights[columns[i]] * block[(i * columns.Length) + j] * weights[columns[j]];
                }
            }
        }

        return Math.Max(0, sum);
    }

    public void Remove(int unit)
    {
        if (!_columnsOf.Remove(unit, out var columns))
        {
            return;
        }

        var n = columns.Length;
        var block = BlockInverse(columns);
        var weighted = new double[n * _columns]; // ([G⁻¹]_cc)⁻¹ [G⁻¹]_c:
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(_inverse.AsSpan(columns[j] * _columns, _columns), block[(i * n) + j], weighted.AsSpan(i * _columns, _columns), weighted.AsSpan(i * _columns, _columns));
            }
        }

        Downdate(_weights, _rows, columns, weighted);
        Downdate(_inverse, _columns, columns, weighted);
        foreach (var column in columns)
        {
            _inverse.AsSpan(column * _columns, _columns).Clear();
            for (var row = 0; row < _columns; row++)
            {
                _inverse[(row * _columns) + column] = 0;
            }

            for (var row = 0; row < _rows; row++)
            {
                _weights[(row * _columns) + column] = 0;
            }
        }
    }

    private void Downdate(double[] matrix, int rows, int[] columns, double[] weighted)
    {
        var factors = new double[columns.Length];
        for (var row = 0; row < rows; row++)
        {
            var part = matrix.AsSpan(row * _columns, _columns);
            for (var i = 0; i < columns.Length; i++)
            {
                factors[i] = part[columns[i]];
            }

            for (var i = 0; i < columns.Length; i++)
            {
                if (factors[i] != 0)
                {
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(weighted.AsSpan(i * _columns, _columns), -factors[i], part, part);
                }
            }
        }
    }

    private double[] BlockInverse(int[] columns)
    {
        var n = columns.Length;
        var block = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                block[(i * n) + j] = _inverse[(columns[i] * _columns) + columns[j]];
            }

            block[(i * n) + i] *= 1 + 1e-10;
        }

        return Tensors.Algebra.Cholesky.InPlace(block, n)?.Inverse(1) ?? new double[n * n];
    }
}
