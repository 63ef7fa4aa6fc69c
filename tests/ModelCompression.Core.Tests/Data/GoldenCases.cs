using System.Text.Json;
using ModelCompression.Data.Arrays;
using ModelCompression.Data.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data;

/// <summary>One case of <c>Golden/cases.json</c>.</summary>
public sealed record GoldenCase(string Tensor, string Image, string Library, string? Resize, int Width, int Height, int Size, int Crop, string? Filter, double Mean0);

/// <summary>Reads the golden images and tensors.</summary>
internal static class GoldenCases
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "Golden");

    public static IEnumerable<GoldenCase> All()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "cases.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Read)];
    }

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

    private static GoldenCase Read(JsonElement element)
    {
        string? Text(string key) => element.TryGetProperty(key, out var value) ? value.GetString() : null;
        int Number(string key) => element.TryGetProperty(key, out var value) ? value.GetInt32() : 0;
        return new GoldenCase(
            Text("tensor") ?? "", Text("image") ?? "", Text("library") ?? "", Text("resize"), Number("width"), Number("height"), Number("size"), Number("crop"),
            Text("filter"), element.TryGetProperty("mean", out var mean) ? mean[0].GetDouble() : 0);
    }
}
