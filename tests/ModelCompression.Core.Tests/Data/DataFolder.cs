using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data;

/// <summary>A temporary folder of data files written by the test; deleted at the end.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("data-").FullName;

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>A gray ramp as PNG: value = 10 * row + column + offset.</summary>
    public string WriteRamp(string name, int width, int height, int offset = 0) =>
        Write(name, Png.Gray(width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)(10 * (i / width) + i % width + offset))]));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>Model inputs for tests.</summary>
internal static class Ports
{
    public static Port Of(string name, ElementType element, params long[] dims) =>
        new(name, new TensorType(element, [.. dims.Select(dim => dim < 0 ? Dimension.Named("batch") : Dimension.Of(dim))]));

    public static Port Floats(string name, params long[] dims) => Of(name, ElementType.Float, dims);
}

/// <summary>Writes array files.</summary>
internal static class ArrayFiles
{
    public static byte[] Npy(string descr, string shape, byte[] data, bool fortran = false)
    {
        var header = $"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({shape}), }}";
        return NpyRaw(header, data);
    }

    public static byte[] NpyRaw(string header, byte[] data)
    {
        var text = Encoding.ASCII.GetBytes(header.PadRight(117) + "\n");
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. text, .. data];
    }

    public static byte[] Npz(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Idx(byte type, uint[] dims, byte[] data)
    {
        using var stream = new MemoryStream();
        stream.Write([0, 0, type, (byte)dims.Length]);
        foreach (var dim in dims)
        {
            var size = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(size, dim);
            stream.Write(size);
        }

        stream.Write(data);
        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(data);
        }

        return stream.ToArray();
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    public static byte[] Int64s(params long[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}

/// <summary>Writes PNG files.</summary>
internal static class Png
{
    public static byte[] Gray(int width, int height, byte[] pixels) =>
        [.. Header(width, height), .. Chunk("IDAT", Deflate(Rows(width, height, pixels))), .. Chunk("IEND", [])];

    public static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, .. "PNG"u8, 13, 10, 26, 10, .. Chunk("IHDR", header)];
    }

    public static byte[] Chunk(string type, byte[] body)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. body];
        var frame = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc(content));
        return [.. frame, .. content, .. crc];
    }

    public static byte[] Deflate(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest))
        {
            zlib.Write(data);
        }

        return stream.ToArray();
    }

    private static byte[] Rows(int width, int height, byte[] pixels) =>
        [.. Enumerable.Range(0, height).SelectMany(row => pixels.Skip(row * width).Take(width).Prepend((byte)0))];

    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}

/// <summary>Checks for coded errors.</summary>
internal static class Coded
{
    /// <summary>The action fails with the code, and the message holds every given part.</summary>
    public static void Error(string code, Action action, params string[] parts)
    {
        var error = Assert.ThrowsExactly<ModelCompression.Diagnostics.UserErrorException>(action);
        Assert.AreEqual(code, error.Diagnostic.Code, error.Message);
        foreach (var part in parts)
        {
            StringAssert.Contains(error.Diagnostic.Message, part);
        }
    }

    /// <summary>Opens and reads everything.</summary>
    public static List<Sample> ReadAll(DatasetSource source, params Port[] inputs) => [.. Dataset.Open(source, inputs).Read(CancellationToken.None)];
}
