namespace ModelCompression.Quantization;

/// <summary>A grid of block-wise weights: unsigned codes of 4 or 8 bits, one scale and one zero point for each block of neighbouring columns.</summary>
/// <param name="Bits">4 or 8.</param>
/// <param name="BlockSize">Columns of a block; a power of two from 16 to 256.</param>
/// <param name="Symmetric">True when every zero point is <see cref="Middle"/>.</param>
public sealed record BlockGrid(int Bits, int BlockSize, bool Symmetric)
{
    /// <summary>Largest code.</summary>
    public int MaxCode => (1 << Bits) - 1;

    /// <summary>The zero point of symmetric blocks, half of the codes below it.</summary>
    public int Middle => 1 << (Bits - 1);

    /// <summary>Blocks of a row of <paramref name="columns"/> weights; the last one may be shorter.</summary>
    public int BlocksOf(int columns) => (columns + BlockSize - 1) / BlockSize;

    /// <summary>round(weight / scale) + zero point, half to even, within the codes; a scale of zero gives the zero point.</summary>
    public byte Round(float weight, float scale, int zeroPoint) =>
        scale == 0 ? (byte)zeroPoint : (byte)Math.Clamp(MathF.Round(weight / scale, MidpointRounding.ToEven) + zeroPoint, 0, MaxCode);
}

/// <summary>
/// A weight matrix in blocks, one row per output, the columns in the order of the reduction: weight[r, c] = (Codes[r, c] - ZeroPoints[r, b]) * Scales[r, b] with
/// b = c / BlockSize. A later step may choose other codes for the same scales and zero points: <c>weights with { Codes = ... }</c>.
/// </summary>
/// <param name="Codes">[Rows, Columns], row-major, one code a byte.</param>
/// <param name="ScaleCodes">[Rows, Blocks]: each scale as a signed multiple of the row's unit.</param>
/// <param name="ScaleUnits">[Rows]: the unit of a row's scales.</param>
/// <param name="ZeroPoints">[Rows, Blocks].</param>
public sealed record BlockWeights(BlockGrid Grid, int Rows, int Columns, byte[] Codes, sbyte[] ScaleCodes, float[] ScaleUnits, byte[] ZeroPoints)
{
    public int Blocks => Grid.BlocksOf(Columns);

    /// <summary>The scale of a block, exactly as the runtime computes it.</summary>
    public float Scale(int row, int block) => ScaleCodes[(row * Blocks) + block] * ScaleUnits[row];

    public byte ZeroPoint(int row, int block) => ZeroPoints[(row * Blocks) + block];

    /// <summary>The weight that a code stands for.</summary>
    public float Value(int row, int column)
    {
        var block = column / Grid.BlockSize;
        return (Codes[(row * Columns) + column] - ZeroPoint(row, block)) * Scale(row, block);
    }
}
