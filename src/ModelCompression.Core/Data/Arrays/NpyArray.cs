using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Opens <c>.npy</c> data as an array of samples.</summary>
internal static class NpyArray
{
    /// <summary>Largest array that is held in memory.</summary>
    public const long MaxMemoryBytes = int.MaxValue - 64;

    /// <summary>
    /// Reads the header and checks it against the size of the data. Rows of a seekable stream in C order are read where they lie;
    /// anything else is read into memory at the first row.
    /// </summary>
    /// <param name="open">Opens the data at its start; called again for later reads.</param>
    /// <param name="length">Size of the data in bytes.</param>
    /// <param name="name">Name of the array.</param>
    /// <exception cref="UserErrorException">MC2008: damaged, or not of the size its header says, or too large.</exception>
    public static SampleArray Open(Func<Stream> open, long length, string name, string path)
    {
        using var stream = open();
        var header = NpyHeader.Read(stream, path, name);
        if (header.TotalBytes != length)
        {
            throw DataFile.Invalid(
                path, $"has {length} bytes in '{name}' where its header ({header.Element}[{header.Shape}]) calls for {header.TotalBytes}; it is truncated or damaged");
        }

        if (stream.CanSeek && !(header.FortranOrder && header.Shape.Rank > 1))
        {
            return FromStream(open, header, name, path);
        }

        if (length > MaxMemoryBytes)
        {
            throw DataFile.Invalid(path, $"has {length} bytes in '{name}'; a compressed array may have {MaxMemoryBytes}. Save it uncompressed, in C order");
        }

        var elements = new Lazy<byte[]>(() => ReadAll(open, header, path));
        return FromMemory(elements, header, name, path);
    }

    private static SampleArray FromStream(Func<Stream> open, NpyHeader header, string name, string path)
    {
        var array = new SampleArray(name, path, header.Element, header.Shape, _ => default);
        if (header.Shape.Rank > 0 && array.RowBytes > MaxMemoryBytes)
        {
            throw DataFile.Invalid(path, $"has samples of {array.RowBytes} bytes in '{name}'");
        }

        return array with
        {
            ReadRow = row =>
            {
                using var stream = open();
                stream.Position = header.HeaderBytes + row * array.RowBytes;
                var bytes = new byte[array.RowBytes];
                DataFile.ReadExactly(stream, bytes, path);
                ByteOrder.ToLittleEndian(bytes, header.Element, header.BigEndian);
                return bytes;
            },
        };
    }

    private static SampleArray FromMemory(Lazy<byte[]> elements, NpyHeader header, string name, string path)
    {
        var array = new SampleArray(name, path, header.Element, header.Shape, _ => default);
        return array with { ReadRow = row => elements.Value.AsMemory(checked((int)(row * array.RowBytes)), (int)array.RowBytes) };
    }

    private static byte[] ReadAll(Func<Stream> open, NpyHeader header, string path)
    {
        using var stream = open();
        DataFile.ReadExactly(stream, new byte[header.HeaderBytes], path);
        var bytes = GrowingRead.Exactly(stream, header.Element.SizeBytes(header.Shape.Count), path);
        ByteOrder.ToLittleEndian(bytes, header.Element, header.BigEndian);
        return header.FortranOrder ? ByteOrder.FromFortranOrder(bytes, header.Element, header.Shape) : bytes;
    }
}
