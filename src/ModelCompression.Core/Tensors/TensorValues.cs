using System.Buffers.Binary;

namespace ModelCompression.Tensors;

/// <summary>Element-wise conversions between tensor types.</summary>
public static class TensorValues
{
    /// <summary>All elements as float, row-major. Wider types are rounded to nearest even.</summary>
    /// <exception cref="InvalidOperationException">The type has no numeric value (strings, complex).</exception>
    public static float[] ToFloats(this TensorData tensor)
    {
        if (tensor.Element == ElementType.Float)
        {
            return tensor.AsSpan<float>().ToArray();
        }

        var result = new float[tensor.Count];
        for (long i = 0; i < result.LongLength; i++)
        {
            result[i] = ReadFloat(tensor.Element, tensor.Bytes.Span, i);
        }

        return result;
    }

    /// <summary>All elements as 64-bit integers, row-major; floats are truncated towards zero (beyond 64 bits to the nearest end, NaN to 0); unsigned ones beyond 63 bits wrap.</summary>
    /// <exception cref="InvalidOperationException">The type has no numeric value (strings, complex).</exception>
    public static long[] ToInt64s(this TensorData tensor)
    {
        if (tensor.Element is ElementType.Int64 or ElementType.UInt64)
        {
            return tensor.AsSpan<long>().ToArray();
        }

        var result = new long[tensor.Count];
        for (long i = 0; i < result.LongLength; i++)
        {
            result[i] = (long)ReadDouble(tensor.Element, tensor.Bytes.Span, i);
        }

        return result;
    }

    /// <summary>64-bit integers are rounded once, not by way of double.</summary>
    private static float ReadFloat(ElementType element, ReadOnlySpan<byte> bytes, long index) => element switch
    {
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes[(int)(index * sizeof(long))..]),
        ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(int)(index * sizeof(ulong))..]),
        _ => (float)ReadDouble(element, bytes, index),
    };

    /// <summary>One element of dense bytes as a double.</summary>
    public static double ReadDouble(ElementType element, ReadOnlySpan<byte> bytes, long index)
    {
        var i = checked((int)(index * element.Bits() / 8));
        switch (element)
        {
            case ElementType.Float: return BinaryPrimitives.ReadSingleLittleEndian(bytes[i..]);
            case ElementType.Double: return BinaryPrimitives.ReadDoubleLittleEndian(bytes[i..]);
            case ElementType.Float16: return (double)BinaryPrimitives.ReadHalfLittleEndian(bytes[i..]);
            case ElementType.BFloat16: return BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]) << 16);
            case ElementType.UInt8: return bytes[i];
            case ElementType.Bool: return bytes[i] != 0 ? 1 : 0;
            case ElementType.Int8: return (sbyte)bytes[i];
            case ElementType.UInt16: return BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]);
            case ElementType.Int16: return BinaryPrimitives.ReadInt16LittleEndian(bytes[i..]);
            case ElementType.Int32: return BinaryPrimitives.ReadInt32LittleEndian(bytes[i..]);
            case ElementType.UInt32: return BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]);
            case ElementType.Int64: return BinaryPrimitives.ReadInt64LittleEndian(bytes[i..]);
            case ElementType.UInt64: return BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]);
            case ElementType.UInt4: return (bytes[i] >> (int)(index % 2 * 4)) & 15;
            case ElementType.Int4: return ((((bytes[i] >> (int)(index % 2 * 4)) & 15) ^ 8) - 8);
            case ElementType.UInt2: return (bytes[i] >> (int)(index % 4 * 2)) & 3;
            case ElementType.Int2: return ((((bytes[i] >> (int)(index % 4 * 2)) & 3) ^ 2) - 2);
            default: throw new InvalidOperationException($"{element} elements have no numeric value here.");
        }
    }

    /// <summary>IEEE half precision, round to nearest even. Values beyond 65,504 become infinite.</summary>
    public static TensorData ToFloat16(this TensorData tensor)
    {
        var source = tensor.ToFloats();
        var halves = new Half[source.Length];
        for (var i = 0; i < source.Length; i++)
        {
            halves[i] = (Half)source[i];
        }

        return TensorData.Of(ElementType.Float16, tensor.Shape, halves);
    }
}
