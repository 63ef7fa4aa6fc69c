using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Brings array elements into little-endian row-major order.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of each element in place when the data is big-endian.</summary>
    public static void ToLittleEndian(Span<byte> bytes, ElementType element, bool bigEndian)
    {
        var size = element.Bits() / 8;
        for (var i = 0; bigEndian && size > 1 && i < bytes.Length; i += size)
        {
            bytes.Slice(i, size).Reverse();
        }
    }

    /// <summary>A copy in which the last axis varies fastest, of elements in which the first does.</summary>
    public static byte[] FromFortranOrder(ReadOnlySpan<byte> bytes, ElementType element, Shape shape)
    {
        var size = element.Bits() / 8;
        var result = new byte[bytes.Length];
        var index = new long[shape.Rank];
        long position = 0;
        var strides = new long[shape.Rank];
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            strides[axis] = axis == 0 ? 1 : strides[axis - 1] * shape[axis - 1];
        }

        for (var i = 0; i < result.Length; i += size)
        {
            bytes.Slice((int)(position * size), size).CopyTo(result.AsSpan(i));
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
            {
                position += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                position -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return result;
    }
}
