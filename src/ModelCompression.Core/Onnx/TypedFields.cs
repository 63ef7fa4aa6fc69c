using System.Runtime.InteropServices;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Onnx;

/// <summary>
/// Tensors stored in the typed fields of TensorProto instead of raw_data. Types below 32 bits live in int32_data, one storage unit an entry
/// (16-bit types as their bits; 4- and 2-bit types packed, one byte an entry); uint32 lives in uint64_data; complex numbers are pairs.
/// </summary>
internal static class TypedFields
{
    /// <summary>Entries the tensor needs in its typed field.</summary>
    public static long EntriesNeeded(ElementType element, long count) => element switch
    {
        ElementType.Complex64 or ElementType.Complex128 => checked(2 * count),
        _ when element.Bits() is > 0 and < 8 => element.SizeBytes(count),
        _ => count,
    };

    /// <summary>Entries in the field the tensor's type uses.</summary>
    public static int EntriesPresent(ElementType element, TensorProto tensor) => element switch
    {
        ElementType.Float or ElementType.Complex64 => tensor.FloatData.Count,
        ElementType.Double or ElementType.Complex128 => tensor.DoubleData.Count,
        ElementType.Int64 => tensor.Int64Data.Count,
        ElementType.UInt32 or ElementType.UInt64 => tensor.Uint64Data.Count,
        ElementType.String => tensor.StringData.Count,
        _ => tensor.Int32Data.Count,
    };

    /// <summary>The dense little-endian bytes.</summary>
    public static ReadOnlyMemory<byte> Decode(ElementType element, TensorProto tensor) => element switch
    {
        ElementType.Float or ElementType.Complex64 => Bytes(tensor.FloatData.ToArray()),
        ElementType.Double or ElementType.Complex128 => Bytes(tensor.DoubleData.ToArray()),
        ElementType.Int64 => Bytes(tensor.Int64Data.ToArray()),
        ElementType.UInt64 => Bytes(tensor.Uint64Data.ToArray()),
        ElementType.UInt32 => Bytes(tensor.Uint64Data.Select(value => unchecked((uint)value)).ToArray()),
        ElementType.Int32 => Bytes(tensor.Int32Data.ToArray()),
        _ when element.Bits() == 16 => Bytes(tensor.Int32Data.Select(value => unchecked((ushort)value)).ToArray()),
        _ => tensor.Int32Data.Select(value => unchecked((byte)value)).ToArray(),
    };

    public static void Clear(TensorProto tensor)
    {
        tensor.FloatData.Clear();
        tensor.DoubleData.Clear();
        tensor.Int32Data.Clear();
        tensor.Int64Data.Clear();
        tensor.Uint64Data.Clear();
    }

    private static ReadOnlyMemory<byte> Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
