using System.Buffers.Binary;
using System.IO.Compression;

namespace DigitClassifier;

/// <summary>The MNIST test images: 28 x 28 pixels of gray, one byte each.</summary>
internal sealed class DigitImages
{
    public const int Side = 28;

    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    private DigitImages(byte[] pixels, byte[] labels)
    {
        _pixels = pixels;
        _labels = labels;
    }

    public int Count => _labels.Length;

    public ReadOnlySpan<byte> this[int index] => _pixels.AsSpan(index * Side * Side, Side * Side);

    public int Label(int index) => _labels[index];

    public static DigitImages Load(string folder)
    {
        var images = Read(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), headerBytes: 16);
        var labels = Read(Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"), headerBytes: 8);
        return new DigitImages(images, labels);
    }

    private static byte[] Read(string path, int headerBytes)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var bytes = content.ToArray();
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4));
        Console.WriteLine($"{Path.GetFileName(path)}: {count} entries");
        return bytes[headerBytes..];
    }
}
