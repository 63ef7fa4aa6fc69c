using System.Numerics.Tensors;

namespace ModelCompression.Tensors.Algebra;

/// <summary>The lower triangular L with L Lᵀ = A of a symmetric positive definite matrix (Cholesky-Banachiewicz, row by row).</summary>
public sealed class Cholesky
{
    private readonly double[] _lower;

    private Cholesky(double[] lower, int size)
    {
        _lower = lower;
        Size = size;
    }

    public int Size { get; }

    /// <summary>Row <paramref name="i"/> of L up to and with the diagonal.</summary>
    public ReadOnlySpan<double> Row(int i) => _lower.AsSpan(i * Size, i + 1);

    /// <param name="matrix">Row-major, n x n; the lower triangle is read.</param>
    /// <returns>Null when the matrix is not positive definite.</returns>
    public static Cholesky? Of(ReadOnlySpan<double> matrix, int size) => InPlace(matrix.ToArray(), size);

    /// <param name="lower">The matrix, row-major, n x n; its lower triangle becomes L.</param>
    /// <returns>Null when the matrix is not positive definite.</returns>
    public static Cholesky? InPlace(double[] lower, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var row = lower.AsSpan(i * size, i + 1);
            for (var j = 0; j <= i; j++)
            {
                var rest = row[j] - TensorPrimitives.Dot(row[..j], lower.AsSpan(j * size, j));
                if (j < i)
                {
                    row[j] = rest / lower[j * size + j];
                }
                else if (rest > 0 && double.IsFinite(rest))
                {
                    row[i] = Math.Sqrt(rest);
                }
                else
                {
                    return null;
                }
            }
        }

        return new Cholesky(lower, size);
    }

    /// <summary>Diagonal of A⁻¹: sums of squares of the columns of L⁻¹.</summary>
    public double[] InverseDiagonal(int threads)
    {
        var diagonal = new double[Size];
        Parallel.For(0, Size, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new double[Size], (column, _, x) =>
        {
            x[column] = 1 / _lower[column * Size + column];
            var sum = x[column] * x[column];
            for (var i = column + 1; i < Size; i++)
            {
                x[i] = -TensorPrimitives.Dot(_lower.AsSpan(i * Size + column, i - column), x.AsSpan(column, i - column)) / _lower[i * Size + i];
                sum += x[i] * x[i];
            }

            diagonal[column] = sum;
            return x;
        }, _ => { });
        return diagonal;
    }

    /// <summary>A⁻¹, n x n.</summary>
    public double[] Inverse(int threads)
    {
        var inverse = new double[Size * Size];
        Parallel.For(0, Size, new ParallelOptions { MaxDegreeOfParallelism = threads }, row =>
        {
            var part = inverse.AsSpan(row * Size, Size);
            part[row] = 1;
            Solve(part);
        });
        return inverse;
    }

    /// <summary>Solves A x = b in place.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < Size; i++)
        {
            b[i] = (b[i] - TensorPrimitives.Dot(_lower.AsSpan(i * Size, i), b[..i])) / _lower[i * Size + i];
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            b[i] /= _lower[i * Size + i];
            TensorPrimitives.MultiplyAdd(_lower.AsSpan(i * Size, i), -b[i], b[..i], b[..i]);
        }
    }
}
