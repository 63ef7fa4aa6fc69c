using System.Buffers.Binary;
using System.IO.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Opens an IDX file (big-endian: 0, 0, type, rank, sizes, elements), gzip-compressed when its name ends with <c>.gz</c>.</summary>
internal static class IdxArray
{
    private const int MaxRank = 16;

    /// <summary>Reads the header; the elements are read at the first row.</summary>
    /// <exception cref="UserErrorException">MC2008: no IDX file, truncated, or not of the size its header says.</exception>
    public static SampleArray Open(string file, string name)
    {
        using var stream = OpenStream(file);
        var (element, shape) = ReadHeader(stream, file);
        var size = (Int128)shape.Count * (element.Bits() / 8);
        if (size > NpyArray.MaxMemoryBytes)
        {
            throw DataFile.Invalid(file, $"calls for {size} bytes of data; at most {NpyArray.MaxMemoryBytes} are accepted");
        }

        if (stream is FileStream plain && plain.Length - plain.Position != size)
        {
            throw DataFile.Invalid(
                file, $"has {plain.Length - plain.Position} bytes of data where its header ({element}[{shape}]) calls for {size}; it is truncated or damaged");
        }

        var elements = new Lazy<byte[]>(() => ReadAll(file));
        var array = new SampleArray(name, file, element, shape, _ => default);
        return array with { ReadRow = row => elements.Value.AsMemory((int)(row * array.RowBytes), (int)array.RowBytes) };
    }

    private static byte[] ReadAll(string file)
    {
        using var stream = OpenStream(file);
        var (element, shape) = ReadHeader(stream, file);
        var bytes = GrowingRead.Exactly(stream, element.SizeBytes(shape.Count), file);
        ByteOrder.ToLittleEndian(bytes, element, bigEndian: true);
        return bytes;
    }

    private static Stream OpenStream(string file)
    {
        var stream = DataFile.OpenRead(file);
        return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static (ElementType Element, Shape Shape) ReadHeader(Stream stream, string file)
    {
        Span<byte> head = stackalloc byte[4];
        DataFile.ReadExactly(stream, head, file);
        var element = ElementOf(head[2]);
        int rank = head[3];
        if (head[0] != 0 || head[1] != 0 || element == ElementType.Undefined || rank is 0 or > MaxRank)
        {
            throw DataFile.Invalid(file, "has no IDX header");
        }

        Span<byte> sizes = stackalloc byte[MaxRank * sizeof(uint)];
        DataFile.ReadExactly(stream, sizes[..(rank * sizeof(uint))], file);
        var dims = new long[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            dims[axis] = BinaryPrimitives.ReadUInt32BigEndian(sizes[(axis * sizeof(uint))..]);
        }

        try
        {
            return (element, new Shape(dims));
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw DataFile.Invalid(file, "has an impossible shape in its header", error);
        }
    }

    private static ElementType ElementOf(byte code) => code switch
    {
        0x08 => ElementType.UInt8,
        0x09 => ElementType.Int8,
        0x0B => ElementType.Int16,
        0x0C => ElementType.Int32,
        0x0D => ElementType.Float,
        0x0E => ElementType.Double,
        _ => ElementType.Undefined,
    };
}
