using System.Buffers.Binary;
using System.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Header of a <c>.npy</c> file, format versions 1.0 to 3.0 (NEP 1).</summary>
/// <param name="Element">Element type.</param>
/// <param name="BigEndian">True when elements must be byte-swapped.</param>
/// <param name="FortranOrder">True when the first axis varies fastest.</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="HeaderBytes">Offset of the first element.</param>
internal sealed record NpyHeader(ElementType Element, bool BigEndian, bool FortranOrder, Shape Shape, int HeaderBytes)
{
    private const int MaxHeaderBytes = 1 << 16;

    /// <summary>Bytes of header and elements together.</summary>
    public Int128 TotalBytes => HeaderBytes + (Int128)Shape.Count * (Element.Bits() / 8);

    /// <summary>Reads from the start of a stream.</summary>
    /// <exception cref="UserErrorException">MC2008: no such header, or an element type that is not a number.</exception>
    public static NpyHeader Read(Stream stream, string path, string name)
    {
        Span<byte> head = stackalloc byte[12];
        DataFile.ReadExactly(stream, head[..8], path);
        if (!head.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']) || head[6] is < 1 or > 3)
        {
            throw DataFile.Invalid(path, $"has no .npy header in '{name}'");
        }

        var start = head[6] == 1 ? 10 : 12;
        DataFile.ReadExactly(stream, head[8..start], path);
        var length = start == 10 ? BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
        if (length > MaxHeaderBytes)
        {
            throw DataFile.Invalid(path, $"has a header of {length} bytes in '{name}'; at most {MaxHeaderBytes} are accepted");
        }

        var text = new byte[length];
        DataFile.ReadExactly(stream, text, path);
        return Parse(Encoding.UTF8.GetString(text), start + (int)length, path, name);
    }

    private static NpyHeader Parse(string text, int headerBytes, string path, string name)
    {
        if (NpyDictionary.Parse(text) is not { } fields)
        {
            throw DataFile.Invalid(path, $"has a header in '{name}' that does not describe a plain array; structured arrays are not read");
        }

        var type = ElementOf(fields.Descr);
        if (type == ElementType.Undefined)
        {
            throw DataFile.Invalid(
                path, $"holds elements of type '{fields.Descr}' in '{name}'; numbers and booleans are read, objects and text never (save with a numeric dtype)");
        }

        try
        {
            return new NpyHeader(type, fields.Descr[0] == '>', fields.FortranOrder, new Shape([.. fields.Shape]), headerBytes);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw DataFile.Invalid(path, $"has an impossible shape in '{name}'", error);
        }
    }

    private static ElementType ElementOf(string descr) => descr switch
    {
        "|b1" => ElementType.Bool,
        "|u1" => ElementType.UInt8,
        "|i1" => ElementType.Int8,
        "<f2" or ">f2" => ElementType.Float16,
        "<f4" or ">f4" => ElementType.Float,
        "<f8" or ">f8" => ElementType.Double,
        "<i2" or ">i2" => ElementType.Int16,
        "<i4" or ">i4" => ElementType.Int32,
        "<i8" or ">i8" => ElementType.Int64,
        "<u2" or ">u2" => ElementType.UInt16,
        "<u4" or ">u4" => ElementType.UInt32,
        "<u8" or ">u8" => ElementType.UInt64,
        _ => ElementType.Undefined,
    };
}
