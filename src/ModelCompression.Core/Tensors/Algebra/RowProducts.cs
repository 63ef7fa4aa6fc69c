using System.Numerics;
using System.Numerics.Tensors;

namespace ModelCompression.Tensors.Algebra;

/// <summary>Products Aᵀ B of tall row-major matrices: sums over rows of outer products, in a fixed order.</summary>
public static class RowProducts
{
    private const int Tile = 4;

    /// <summary>Rows summed in single precision before they join the total in double precision.</summary>
    private const int Chunk = 256;

    /// <summary>Adds Aᵀ A of the first <paramref name="rows"/> rows to <paramref name="total"/>, n x n; only entries on and right of the diagonal count until <see cref="Mirror"/>.</summary>
    public static void AddGram(float[] a, int columns, int rows, double[] total, int threads) => Add(a, columns, a, columns, rows, total, threads, upperOnly: true);

    /// <summary>Adds Aᵀ B to <paramref name="total"/>, m x n, for matrices with the same number of rows.</summary>
    public static void AddCross(float[] a, int aColumns, float[] b, int bColumns, int rows, double[] total, int threads) => Add(a, aColumns, b, bColumns, rows, total, threads, upperOnly: false);

    /// <summary>Copies the upper triangle to the lower one.</summary>
    public static void Mirror(double[] matrix, int size)
    {
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[i * size + j] = matrix[j * size + i];
            }
        }
    }

    private static void Add(float[] a, int aColumns, float[] b, int bColumns, int rows, double[] total, int threads, bool upperOnly)
    {
        var tiles = (aColumns + Tile - 1) / Tile;
        Parallel.For(0, tiles, new ParallelOptions { MaxDegreeOfParallelism = threads }, tile =>
        {
            var first = tile * Tile;
            var height = Math.Min(Tile, aColumns - first);
            var from = upperOnly ? first : 0;
            var width = bColumns - from;
            var sums = new float[Tile * width];
            for (var start = 0; start < rows; start += Chunk)
            {
                Array.Clear(sums);
                Accumulate(a, aColumns, first, height, b, bColumns, from, sums, start, Math.Min(rows, start + Chunk));
                for (var i = 0; i < height; i++)
                {
                    var target = total.AsSpan((first + i) * bColumns + from, width);
                    for (var j = 0; j < width; j++)
                    {
                        target[j] += sums[i * width + j];
                    }
                }
            }
        });
    }

    private static void Accumulate(float[] a, int aColumns, int first, int height, float[] b, int bColumns, int from, float[] sums, int start, int end)
    {
        var width = bColumns - from;
        if (height < Tile)
        {
            for (var row = start; row < end; row++)
            {
                for (var i = 0; i < height; i++)
                {
                    var target = sums.AsSpan(i * width, width);
                    TensorPrimitives.MultiplyAdd(b.AsSpan(row * bColumns + from, width), a[row * aColumns + first + i], target, target);
                }
            }

            return;
        }

        var step = Vector<float>.Count;
        var column = 0;
        for (; column + 2 * step <= width; column += 2 * step)
        {
            AccumulateTile(a, aColumns, first, b, bColumns, from + column, sums, width, column, start, end);
        }

        for (var row = start; row < end && column < width; row++)
        {
            for (var i = 0; i < Tile; i++)
            {
                var target = sums.AsSpan(i * width + column, width - column);
                TensorPrimitives.MultiplyAdd(b.AsSpan(row * bColumns + from + column, width - column), a[row * aColumns + first + i], target, target);
            }
        }
    }

    /// <summary>Four columns of A times two vectors of columns of B, held in registers over all rows of the chunk.</summary>
    private static void AccumulateTile(float[] a, int aColumns, int first, float[] b, int bColumns, int bFirst, float[] sums, int width, int column, int start, int end)
    {
        var step = Vector<float>.Count;
        Vector<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (var row = start; row < end; row++)
        {
            var left = a.AsSpan(row * aColumns + first, Tile);
            var b0 = new Vector<float>(b, row * bColumns + bFirst);
            var b1 = new Vector<float>(b, row * bColumns + bFirst + step);
            var a0 = new Vector<float>(left[0]);
            var a1 = new Vector<float>(left[1]);
            var a2 = new Vector<float>(left[2]);
            var a3 = new Vector<float>(left[3]);
            s00 = Vector.FusedMultiplyAdd(a0, b0, s00);
            s01 = Vector.FusedMultiplyAdd(a0, b1, s01);
            s10 = Vector.FusedMultiplyAdd(a1, b0, s10);
            s11 = Vector.FusedMultiplyAdd(a1, b1, s11);
            s20 = Vector.FusedMultiplyAdd(a2, b0, s20);
            s21 = Vector.FusedMultiplyAdd(a2, b1, s21);
            s30 = Vector.FusedMultiplyAdd(a3, b0, s30);
            s31 = Vector.FusedMultiplyAdd(a3, b1, s31);
        }

        s00.CopyTo(sums, column);
        s01.CopyTo(sums, column + step);
        s10.CopyTo(sums, width + column);
        s11.CopyTo(sums, width + column + step);
        s20.CopyTo(sums, 2 * width + column);
        s21.CopyTo(sums, 2 * width + column + step);
        s30.CopyTo(sums, 3 * width + column);
        s31.CopyTo(sums, 3 * width + column + step);
    }
}
