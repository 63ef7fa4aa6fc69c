using System.Numerics.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>Means and second moments of the inputs x and outputs y of one group of a layer.</summary>
/// <param name="Xx">E[x xᵀ] or cov(x), columns x columns.</param>
/// <param name="Yx">E[y xᵀ] or cov(y, x), rows x columns.</param>
/// <param name="Yy">E[y²] or var(y) of each row.</param>
internal sealed record LayerStatistics(int Columns, int Rows, long Count, double[] MeanX, double[] MeanY, double[] Xx, double[] Yx, double[] Yy)
{
    public double MeanDiagonal
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Columns; i++)
            {
                sum += Xx[i * Columns + i];
            }

            return sum / Math.Max(1, Columns);
        }
    }

    /// <summary>E[(y - w x)²] of one row: E[y²] - 2 w E[y x] + w E[x xᵀ] wᵀ.</summary>
    public double Noise(int row, ReadOnlySpan<double> weights)
    {
        var noise = Yy[row] - 2 * TensorPrimitives.Dot<double>(weights, Yx.AsSpan(row * Columns, Columns));
        for (var i = 0; i < Columns; i++)
        {
            noise += weights[i] * TensorPrimitives.Dot<double>(Xx.AsSpan(i * Columns, Columns), weights);
        }

        return Math.Max(0, noise);
    }

    /// <summary>xᵀx plus <paramref name="damping"/> on the diagonal.</summary>
    public double[] Damped(double damping)
    {
        var damped = (double[])Xx.Clone();
        for (var i = 0; i < Columns; i++)
        {
            damped[i * Columns + i] += damping;
        }

        return damped;
    }
}
