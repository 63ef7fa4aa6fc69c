using System.Buffers.Binary;
using System.IO.Compression;

namespace DigitClassifier;

/// <summary>The MNIST test images, normalized as the model expects: (gray / 255 - 0.1307) / 0.3081.</summary>
internal sealed class DigitImages
{
    private const int Pixels = 28 * 28;

    private readonly float[] _values;
    private readonly byte[] _labels;

    private DigitImages(float[] values, byte[] labels)
    {
        _values = values;
        _labels = labels;
    }

    public int Count => _labels.Length;

    public ReadOnlySpan<float> this[int index] => _values.AsSpan(index * Pixels, Pixels);

    public int Label(int index) => _labels[index];

    public static DigitImages Load(string folder)
    {
        var images = Read(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), headerBytes: 16);
        var labels = Read(Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"), headerBytes: 8);
        return new DigitImages(Array.ConvertAll(images, gray => (gray / 255f - 0.1307f) / 0.3081f), labels);
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
