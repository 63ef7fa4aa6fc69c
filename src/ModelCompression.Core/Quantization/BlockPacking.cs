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
