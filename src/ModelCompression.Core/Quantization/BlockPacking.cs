using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// The tensors of MatMulNBits: codes as [rows, blocks, block size * bits / 8] bytes and zero points as [rows, ceil(blocks * bits / 8)] bytes, 4-bit values two to a
/// byte with the first in the low half. Places beyond the last column hold the zero point of their block.
/// </summary>
public static class BlockPacking
{
    public static TensorData Codes(BlockWeights weights)
    {
        var grid = weights.Grid;
        var bytesOfBlock = grid.BlockSize * grid.Bits / 8;
        var packed = new byte[weights.Rows * weights.Blocks * bytesOfBlock];
        for (var row = 0; row < weights.Rows; row++)
        {
            for (var column = 0; column < weights.Blocks * grid.BlockSize; column++)
            {
                var code = column < weights.Columns ? weights.Codes[(row * weights.Columns) + column] : weights.ZeroPoint(row, column / grid.BlockSize);
                Put(packed, (row * weights.Blocks * bytesOfBlock), column, code, grid.Bits);
            }
        }

        return TensorData.Of(ElementType.UInt8, new Shape(weights.Rows, weights.Blocks, bytesOfBlock), packed);
    }

    public static TensorData ZeroPoints(BlockWeights weights)
    {
        var bytesOfRow = ((weights.Blocks * weights.Grid.Bits) + 7) / 8;
        var packed = new byte[weights.Rows * bytesOfRow];
        for (var row = 0; row < weights.Rows; row++)
        {
            for (var block = 0; block < weights.Blocks; block++)
            {
                Put(packed, row * bytesOfRow, block, weights.ZeroPoint(row, block), weights.Grid.Bits);
            }
        }

        return TensorData.Of(ElementType.UInt8, new Shape(packed.Length), packed);
    }

    /// <summary>The inverse: the weights behind packed codes.</summary>
    /// <param name="zeroPoints">Packed zero points, or null for symmetric blocks.</param>
    public static BlockWeights Unpack(BlockGrid grid, int rows, int columns, TensorData codes, sbyte[] scaleCodes, float[] scaleUnits, TensorData? zeroPoints)
    {
        var blocks = grid.BlocksOf(columns);
        var unpacked = new byte[rows * columns];
        var bytesOfRow = blocks * grid.BlockSize * grid.Bits / 8;
        for (var i = 0; i < unpacked.Length; i++)
        {
            unpacked[i] = Get(codes.AsSpan<byte>(), i / columns * bytesOfRow, i % columns, grid.Bits);
        }

        var zeros = new byte[rows * blocks];
        for (var i = 0; i < zeros.Length; i++)
        {
            zeros[i] = zeroPoints is null ? (byte)grid.Middle : Get(zeroPoints.AsSpan<byte>(), i / blocks * (((blocks * grid.Bits) + 7) / 8), i % blocks, grid.Bits);
        }

        return new BlockWeights(grid, rows, columns, unpacked, scaleCodes, scaleUnits, zeros);
    }

    private static byte Get(ReadOnlySpan<byte> packed, int start, int index, int bits) =>
        bits == 8 ? packed[start + index] : (byte)((packed[start + (index / 2)] >> (index % 2 * 4)) & 15);

    private static void Put(byte[] packed, int start, int index, byte code, int bits)
    {
        if (bits == 8)
        {
            packed[start + index] = code;
        }
        else
        {
            packed[start + (index / 2)] |= (byte)(code << (index % 2 * 4));
        }
    }
}
