using ModelCompression.Layerwise;

namespace ModelCompression.Quantization;

/// <summary>
/// Quantizes a matrix in blocks. A block's scale is stored in 8 bits as a multiple of its row's unit: the runtime multiplies both once when it loads the model, the
/// file gets three quarters smaller scales. Codes are rounded with the scale that is stored.
/// </summary>
public sealed class BlockQuantizer(BlockGrid grid)
{
    private const int MaxScaleCode = sbyte.MaxValue;

    /// <param name="weights">Row-major tensor, finite.</param>
    /// <param name="rows">Where each weight of (output, summand) is.</param>
    public BlockWeights Quantize(ReadOnlySpan<float> weights, WeightRows rows)
    {
        var blocks = grid.BlocksOf(rows.Columns);
        var result = new BlockWeights(
            grid, rows.Rows, rows.Columns, new byte[rows.Rows * rows.Columns], new sbyte[rows.Rows * blocks], new float[rows.Rows], new byte[rows.Rows * blocks]);
        var line = new float[rows.Columns];
        var chosen = new BlockParameters[blocks];
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var column = 0; column < line.Length; column++)
            {
                line[column] = weights[rows.Index(row, column)];
            }

            for (var block = 0; block < blocks; block++)
            {
                chosen[block] = NearestBlockRounding.Choose(BlockOf(line, block), grid);
            }

            StoreRow(result, row, line, chosen);
        }

        return result;
    }

    private void StoreRow(BlockWeights result, int row, ReadOnlySpan<float> line, BlockParameters[] chosen)
    {
        var largest = 0f;
        foreach (var parameters in chosen)
        {
            largest = MathF.Max(largest, MathF.Abs(parameters.Scale));
        }

        var unit = largest / MaxScaleCode;
        result.ScaleUnits[row] = unit = float.IsNormal(unit) ? unit : 0;
        for (var block = 0; block < chosen.Length; block++)
        {
            var weights = BlockOf(line, block);
            var code = ScaleCode(weights, chosen[block], unit);
            var (scale, zeroPoint) = (code * unit, chosen[block].ZeroPoint);
            result.ScaleCodes[(row * chosen.Length) + block] = code;
            result.ZeroPoints[(row * chosen.Length) + block] = zeroPoint;
            for (var i = 0; i < weights.Length; i++)
            {
                result.Codes[(row * result.Columns) + (block * grid.BlockSize) + i] = grid.Round(weights[i], scale, zeroPoint);
            }
        }
    }

    /// <summary>Of the two multiples of the unit around a scale, the one with the smaller squared error of the block.</summary>
    private sbyte ScaleCode(ReadOnlySpan<float> weights, BlockParameters parameters, float unit)
    {
        if (unit == 0)
        {
            return 0;
        }

        var exact = parameters.Scale / unit;
        var (low, high) = ((int)MathF.Floor(exact), (int)MathF.Ceiling(exact));
        low = Math.Clamp(low, -MaxScaleCode, MaxScaleCode);
        high = Math.Clamp(high, -MaxScaleCode, MaxScaleCode);
        return (sbyte)(low == high || Error(weights, low * unit, parameters.ZeroPoint) <= Error(weights, high * unit, parameters.ZeroPoint) ? low : high);
    }

    private double Error(ReadOnlySpan<float> weights, float scale, int zeroPoint)
    {
        double error = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var difference = weights[i] - ((grid.Round(weights[i], scale, zeroPoint) - zeroPoint) * scale);
            error += (double)difference * difference;
        }

        return error;
    }

    private ReadOnlySpan<float> BlockOf(ReadOnlySpan<float> line, int block)
    {
        var start = block * grid.BlockSize;
        return line.Slice(start, Math.Min(grid.BlockSize, line.Length - start));
    }
}
