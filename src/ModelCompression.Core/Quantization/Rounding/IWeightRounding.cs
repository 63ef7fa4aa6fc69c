using System.Numerics.Tensors;

namespace ModelCompression.Quantization.Rounding;

/// <summary>Chooses the integers of weights whose scales are given, so that the layer's output stays near its target.</summary>
public interface IWeightRounding
{
    /// <summary>Changes the integers of some rows of <see cref="RoundingProblem.Weights"/>.</summary>
    void Round(RoundingProblem problem, CancellationToken cancel);
}

/// <summary>
/// Rows of weights that read the same inputs: minimise (q s - w)ᵀ H (q s - w) for each row w of the target, which is the mean squared error of the output.
/// </summary>
/// <param name="Weights">Scales, limits and, to begin with, integers that keep every limit.</param>
/// <param name="FirstRow">First row concerned.</param>
/// <param name="RowCount">Number of rows concerned.</param>
/// <param name="Target">Real weights, row-major, RowCount x Columns.</param>
/// <param name="Hessian">Second moments of the inputs (covariances when a bias takes up the mean), Columns x Columns, positive definite.</param>
/// <param name="Threads">Rows may be rounded in parallel.</param>
public sealed record RoundingProblem(IntegerWeights Weights, int FirstRow, int RowCount, double[] Target, double[] Hessian, int Threads)
{
    public int Columns => Weights.Columns;

    /// <summary>(q s - w)ᵀ H (q s - w) of one row, counted from <see cref="FirstRow"/>.</summary>
    public double Error(int row)
    {
        var difference = Difference(row);
        var slope = Slope(difference);
        var sum = 0.0;
        for (var i = 0; i < Columns; i++)
        {
            sum += difference[i] * slope[i];
        }

        return sum;
    }

    /// <summary>H d: half the slope of the error at a difference d.</summary>
    public double[] Slope(double[] difference)
    {
        var slope = new double[Columns];
        for (var i = 0; i < Columns; i++)
        {
            slope[i] = TensorPrimitives.Dot<double>(Hessian.AsSpan(i * Columns, Columns), difference);
        }

        return slope;
    }

    /// <summary>q s - w of one row, counted from <see cref="FirstRow"/>.</summary>
    public double[] Difference(int row)
    {
        var difference = new double[Columns];
        for (var i = 0; i < Columns; i++)
        {
            difference[i] = Weights.Values[(FirstRow + row) * Columns + i] * (double)Weights.Scale(FirstRow + row, i) - Target[row * Columns + i];
        }

        return difference;
    }
}
