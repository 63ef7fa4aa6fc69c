using System.Buffers.Binary;
using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Casts array elements to a model input's type: to a float type by rounding to nearest even, to an integer type only without loss.</summary>
internal static class ElementCast
{
    /// <exception cref="UserErrorException">MC2004: there is no cast between the types.</exception>
    public static void Require(ElementType from, ElementType to, string what)
    {
        if (from != to && !IsTarget(to))
        {
            throw new UserErrorException(Codes.DataMismatch, $"{what} holds {from} elements, which cannot become the {to} elements that the model takes.");
        }
    }

    /// <summary>A tensor of the wanted type over the given little-endian elements; the bytes are shared when the types are equal.</summary>
    /// <param name="what">Whose elements they are, for messages.</param>
    /// <exception cref="UserErrorException">MC2004: an element has no equal in an integer type.</exception>
    public static TensorData Cast(ElementType from, ReadOnlyMemory<byte> bytes, Shape shape, ElementType to, string what)
    {
        if (from == to)
        {
            return new TensorData(to, shape, bytes);
        }

        Require(from, to, what);
        var result = new byte[to.SizeBytes(shape.Count)];
        if (to == ElementType.Float)
        {
            ToFloats(from, bytes.Span, shape.Count, result);
        }
        else
        {
            for (long i = 0; i < shape.Count; i++)
            {
                CastOne(from, bytes.Span, i, to, result, what);
            }
        }

        return new TensorData(to, shape, result);
    }

    private static void ToFloats(ElementType from, ReadOnlySpan<byte> source, long count, Span<byte> result)
    {
        for (var i = 0; i < count; i++)
        {
            var value = from == ElementType.UInt8 ? source[i] : (float)TensorValues.ReadDouble(from, source, i);
            BinaryPrimitives.WriteSingleLittleEndian(result[(i * sizeof(float))..], value);
        }
    }

    private static bool IsTarget(ElementType to) => to is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16
        or ElementType.UInt8 or ElementType.Int8 or ElementType.UInt16 or ElementType.Int16 or ElementType.UInt32 or ElementType.Int32
        or ElementType.UInt64 or ElementType.Int64 or ElementType.Bool;

    private static void CastOne(ElementType from, ReadOnlySpan<byte> source, long index, ElementType to, Span<byte> result, string what)
    {
        var target = result[(int)to.SizeBytes(index)..];
        var value = TensorValues.ReadDouble(from, source, index);
        switch (to)
        {
            case ElementType.Double: BinaryPrimitives.WriteDoubleLittleEndian(target, value); return;
            case ElementType.Float16: BinaryPrimitives.WriteHalfLittleEndian(target, (Half)value); return;
            case ElementType.BFloat16: BinaryPrimitives.WriteUInt16LittleEndian(target, ToBFloat16((float)value)); return;
        }

        var whole = ReadInteger(from, source, index, value);
        var (low, high) = Range(to);
        if (whole is not { } integer || integer < low || integer > high)
        {
            throw new UserErrorException(Codes.DataMismatch, $"{what}: element {index} is {FormattableString.Invariant($"{value}")}, which is no {to} value.");
        }

        var bits = unchecked((ulong)integer);
        for (var i = 0; i < to.Bits() / 8; i++)
        {
            target[i] = (byte)(bits >> (8 * i));
        }
    }

    private static Int128? ReadInteger(ElementType from, ReadOnlySpan<byte> source, long index, double value) => from switch
    {
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(source[checked((int)(index * sizeof(long)))..]),
        ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(source[checked((int)(index * sizeof(ulong)))..]),
        _ => Math.Floor(value) == value && Math.Abs(value) < 1e19 ? (Int128)value : null,
    };

    private static (Int128 Low, Int128 High) Range(ElementType to) => to switch
    {
        ElementType.Bool => (0, 1),
        ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64 => (0, (Int128.One << to.Bits()) - 1),
        _ => (-(Int128.One << (to.Bits() - 1)), (Int128.One << (to.Bits() - 1)) - 1),
    };

    private static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
