using Google.Protobuf;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>Three elements of every tensor type, in every encoding the format allows.</summary>
internal static class TensorSamples
{
    public static IEnumerable<TensorSample> All => RawOnes.Concat(TypedOnes);

    /// <summary>All types that have dense bytes, as raw_data.</summary>
    public static IEnumerable<TensorSample> RawOnes
    {
        get
        {
            foreach (var element in Enum.GetValues<ElementType>().Where(element => element is not (ElementType.Undefined or ElementType.String)))
            {
                var bytes = Enumerable.Range(1, (int)element.SizeBytes(3)).Select(i => (byte)(i * 37)).ToArray();
                if (element.Bits() < 8)
                {
                    bytes[^1] &= (byte)((1 << (3 * element.Bits() % 8)) - 1);
                }

                yield return new TensorSample($"{element} raw", Protos.Raw("", element, [3], bytes), bytes);
            }
        }
    }

    /// <summary>All types in their typed field.</summary>
    public static IEnumerable<TensorSample> TypedOnes =>
    [
        Typed(ElementType.Float, t => t.FloatData.AddRange([1f, -2f, float.NaN]), [0, 0, 128, 63, 0, 0, 0, 192, 0, 0, 192, 255]),
        Typed(ElementType.Complex64, t => t.FloatData.AddRange([1f, 0f, 0f, 1f, -2f, 0f]), [0, 0, 128, 63, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 192, 0, 0, 0, 0]),
        Typed(ElementType.Double, t => t.DoubleData.AddRange([1, -2, 0]), [0, 0, 0, 0, 0, 0, 240, 63, 0, 0, 0, 0, 0, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0, 0]),
        Typed(ElementType.Complex128, t => t.DoubleData.AddRange([1, 0, 0, 0, 0, -2]), [0, 0, 0, 0, 0, 0, 240, 63, .. new byte[38], 0, 192]),
        Typed(ElementType.Int64, t => t.Int64Data.AddRange([1, -2, 258]), [1, 0, 0, 0, 0, 0, 0, 0, 254, 255, 255, 255, 255, 255, 255, 255, 2, 1, 0, 0, 0, 0, 0, 0]),
        Typed(ElementType.UInt64, t => t.Uint64Data.AddRange([1, ulong.MaxValue, 258]), [1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 2, 1, 0, 0, 0, 0, 0, 0]),
        Typed(ElementType.UInt32, t => t.Uint64Data.AddRange([1, uint.MaxValue, 258]), [1, 0, 0, 0, 255, 255, 255, 255, 2, 1, 0, 0]),
        Typed(ElementType.Int32, t => t.Int32Data.AddRange([1, -2, 258]), [1, 0, 0, 0, 254, 255, 255, 255, 2, 1, 0, 0]),
        Typed(ElementType.Int16, t => t.Int32Data.AddRange([1, -2, 258]), [1, 0, 254, 255, 2, 1]),
        Typed(ElementType.UInt16, t => t.Int32Data.AddRange([1, 65535, 258]), [1, 0, 255, 255, 2, 1]),
        Typed(ElementType.Float16, t => t.Int32Data.AddRange([0x3C00, 0xC000, 0x7C00]), [0, 60, 0, 192, 0, 124]),
        Typed(ElementType.BFloat16, t => t.Int32Data.AddRange([0x3F80, 0xC000, 0x7F80]), [128, 63, 0, 192, 128, 127]),
        Typed(ElementType.Int8, t => t.Int32Data.AddRange([1, -2, 127]), [1, 254, 127]),
        Typed(ElementType.UInt8, t => t.Int32Data.AddRange([1, 255, 127]), [1, 255, 127]),
        Typed(ElementType.Bool, t => t.Int32Data.AddRange([1, 0, 1]), [1, 0, 1]),
        Typed(ElementType.Float8E4M3Fn, t => t.Int32Data.AddRange([0x38, 0xC0, 0x7E]), [0x38, 0xC0, 0x7E]),
        Typed(ElementType.Float8E4M3Fnuz, t => t.Int32Data.AddRange([0x38, 0xC0, 0x7E]), [0x38, 0xC0, 0x7E]),
        Typed(ElementType.Float8E5M2, t => t.Int32Data.AddRange([0x38, 0xC0, 0x7E]), [0x38, 0xC0, 0x7E]),
        Typed(ElementType.Float8E5M2Fnuz, t => t.Int32Data.AddRange([0x38, 0xC0, 0x7E]), [0x38, 0xC0, 0x7E]),
        Typed(ElementType.Float8E8M0, t => t.Int32Data.AddRange([0x38, 0xC0, 0x7E]), [0x38, 0xC0, 0x7E]),
        Typed(ElementType.UInt4, t => t.Int32Data.AddRange([0xF1, 0x07]), [0xF1, 0x07]),
        Typed(ElementType.Int4, t => t.Int32Data.AddRange([0xF1, 0x07]), [0xF1, 0x07]),
        Typed(ElementType.Float4E2M1, t => t.Int32Data.AddRange([0xF1, 0x07]), [0xF1, 0x07]),
        Typed(ElementType.UInt2, t => t.Int32Data.Add(0x39), [0x39]),
        Typed(ElementType.Int2, t => t.Int32Data.Add(0x39), [0x39]),
        Typed(ElementType.String, t => t.StringData.AddRange([Protos.Text("a"), ByteString.Empty, ByteString.CopyFrom(0xFF, 0x00)]), null),
    ];

    private static TensorSample Typed(ElementType element, Action<TensorProto> fill, byte[]? bytes) =>
        new($"{element} typed", Protos.Tensor("", element, [3], fill), bytes);
}
