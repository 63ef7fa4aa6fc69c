using ModelCompression.Data.Arrays;
using ModelCompression.Data.Images;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Data;

/// <summary>Reads the golden images and tensors.</summary>
internal static class GoldenCases
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "Golden");

    public static IReadOnlyList<GoldenCase> All { get; } = GoldenCase.Read(Folder);

    public static DecodedImage Decode(string image) => ImageDecoder.Decode(Path.Combine(Folder, image));

    public static TensorData Tensor(string name)
    {
        var file = Path.Combine(Folder, name);
        using var stream = File.OpenRead(file);
        var header = NpyHeader.Read(stream, file, name);
        var bytes = new byte[header.Element.SizeBytes(header.Shape.Count)];
        stream.ReadExactly(bytes);
        return new TensorData(header.Element, header.Shape, bytes);
    }
}
