using System.Numerics.Tensors;
using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Layerwise;

/// <summary>
/// First and second moments of the inputs x and outputs y of one group of a layer, summed up chunk by chunk. Sums are taken around a shift, so that little is lost
/// when the mean is large against the deviation.
/// </summary>
internal sealed class LayerMoments(int columns, int rows)
{
    private double[] _xx = new double[columns * columns];
    private double[] _yx = new double[rows * columns];
    private readonly double[] _yy = new double[rows];
    private readonly double[] _x = new double[columns];
    private readonly double[] _y = new double[rows];
    private float[]? _shiftX;
    private float[]? _shiftY;

    public long Count { get; private set; }

    /// <summary>Empty sums around the same shift.</summary>
    public LayerMoments Sibling() => new(columns, rows) { _shiftX = _shiftX, _shiftY = _shiftY };

    /// <summary>Adds the sums of a sibling, which gives up its own.</summary>
    public void Absorb(LayerMoments sibling)
    {
        Count += sibling.Count;
        TensorPrimitives.Add<double>(_xx, sibling._xx, _xx);
        TensorPrimitives.Add<double>(_yx, sibling._yx, _yx);
        TensorPrimitives.Add<double>(_yy, sibling._yy, _yy);
        TensorPrimitives.Add<double>(_x, sibling._x, _x);
        TensorPrimitives.Add<double>(_y, sibling._y, _y);
        (sibling._xx, sibling._yx) = ([], []); // the two large ones
    }

    /// <param name="x">Positions x columns at the front; is changed.</param>
    /// <param name="y">Positions x rows at the front; is changed.</param>
    public void Add(float[] x, float[] y, int positions, int threads)
    {
        Shift(x.AsSpan(0, positions * columns), columns, ref _shiftX, _x);
        Shift(y.AsSpan(0, positions * rows), rows, ref _shiftY, _y);
        RowProducts.AddGram(x, columns, positions, _xx, threads);
        RowProducts.AddCross(y, rows, x, columns, positions, _yx, threads);
        for (var at = 0; at < positions * rows; at += rows)
        {
            for (var row = 0; row < rows; row++)
            {
                _yy[row] += y[at + row] * (double)y[at + row];
            }
        }

        Count += positions;
    }

    /// <summary>What has been summed up so far, around the mean or around zero.</summary>
    /// <param name="last">True when nothing will be added any more: the sums are handed on instead of copied.</param>
    public LayerStatistics Summary(bool aroundMean, bool last = false)
    {
        var (dx, dy) = (Mean(_x), Mean(_y)); // means of the shifted values
        var statistics = new LayerStatistics(columns, rows, Count, Unshift(dx, _shiftX), Unshift(dy, _shiftY), Own(_xx), Own(_yx), Own(_yy));
        double[] Own(double[] sums) => last ? sums : (double[])sums.Clone();
        var (x, y) = (statistics.MeanX, statistics.MeanY);
        for (var i = 0; i < columns; i++)
        {
            for (var j = i; j < columns; j++)
            {
                statistics.Xx[i * columns + j] = statistics.Xx[i * columns + j] / Count - dx[i] * dx[j] + (aroundMean ? 0 : x[i] * x[j]);
            }
        }

        RowProducts.Mirror(statistics.Xx, columns);
        for (var row = 0; row < rows; row++)
        {
            statistics.Yy[row] = statistics.Yy[row] / Count - dy[row] * dy[row] + (aroundMean ? 0 : y[row] * y[row]);
            for (var i = 0; i < columns; i++)
            {
                statistics.Yx[row * columns + i] = statistics.Yx[row * columns + i] / Count - dy[row] * dx[i] + (aroundMean ? 0 : y[row] * x[i]);
            }
        }

        return statistics;
    }

    private double[] Mean(double[] sum)
    {
        var mean = new double[sum.Length];
        TensorPrimitives.Divide(sum, Math.Max(1, Count), mean);
        return mean;
    }

    private static double[] Unshift(double[] mean, float[]? shift) => shift is null ? mean : [.. mean.Zip(shift, (value, by) => value + by)];

    /// <summary>Takes the mean of the first chunk off every row and adds what is left to <paramref name="sum"/>.</summary>
    private static void Shift(Span<float> values, int width, ref float[]? shift, double[] sum)
    {
        if (shift is null)
        {
            var first = new double[width];
            AddRows(values, width, first);
            var count = values.Length / width;
            shift = Array.ConvertAll(first, value => (float)(value / count));
        }

        for (var at = 0; at < values.Length; at += width)
        {
            var row = values.Slice(at, width);
            TensorPrimitives.Subtract(row, shift, row);
        }

        AddRows(values, width, sum);
    }

    private static void AddRows(ReadOnlySpan<float> values, int width, double[] sum)
    {
        for (var at = 0; at < values.Length; at += width)
        {
            for (var i = 0; i < width; i++)
            {
                sum[i] += values[at + i];
            }
        }
    }
}
