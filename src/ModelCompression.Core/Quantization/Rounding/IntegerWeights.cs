namespace ModelCompression.Quantization.Rounding;

/// <summary>
/// Integer weights as rows (output channels) by columns (summands, in the order the kernel adds them up): real = value * scale. A zero point, where there is one,
/// is already taken off the values.
/// </summary>
/// <param name="Values">Row-major, rows x columns; changed in place by a rounding.</param>
/// <param name="Scales">Rows x blocks; changed in place by a search where there are choices.</param>
/// <param name="Low">Smallest integer of each row and block.</param>
/// <param name="High">Largest integer of each row and block.</param>
public sealed record IntegerWeights(int Rows, int Columns, int BlockSize, int[] Values, float[] Scales, int[] Low, int[] High)
{
    public int Blocks => (Columns + BlockSize - 1) / BlockSize;

    /// <summary>The largest sum of two neighbouring integers of one sign that no CPU saturates on; null where nothing can saturate.</summary>
    public int? PairLimit { get; init; }

    /// <summary>The scales a row and block (an index of <see cref="Scales"/>) may have, the present one first and then away from it; null where scales are fixed.</summary>
    public Func<int, IReadOnlyList<float>>? ScaleChoices { get; init; }

    public int BlockOf(int row, int column) => row * Blocks + column / BlockSize;

    public float Scale(int row, int column) => Scales[BlockOf(row, column)];

    /// <summary>One row as real values.</summary>
    public double[] Real(int row)
    {
        var real = new double[Columns];
        for (var i = 0; i < Columns; i++)
        {
            real[i] = Values[row * Columns + i] * (double)Scale(row, i);
        }

        return real;
    }

    /// <summary>The smallest and largest integer allowed at a place, given its neighbour.</summary>
    public (int Low, int High) Bounds(int row, int column)
    {
        var block = BlockOf(row, column);
        var (low, high) = (Low[block], High[block]);
        var partner = column ^ 1;
        if (PairLimit is { } limit && partner < Columns)
        {
            var neighbour = Values[row * Columns + partner];
            high = Math.Min(high, limit - Math.Max(neighbour, 0));
            low = Math.Max(low, -limit + Math.Max(-neighbour, 0));
        }

        return (low, high);
    }

    /// <summary>The integer at a place nearest to a real value, half to even, within the grid but without regard to the neighbour.</summary>
    public int Nearest(int row, int column, double real)
    {
        var block = BlockOf(row, column);
        return (int)Math.Clamp(Math.Round(real / Scales[block], MidpointRounding.ToEven), Low[block], High[block]);
    }
}
