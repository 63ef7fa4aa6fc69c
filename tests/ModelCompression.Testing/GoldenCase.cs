using System.Globalization;
using System.Text.Json;

namespace ModelCompression.Testing;

/// <summary>One case of the golden tensors: what Pillow, OpenCV or libraries on top of them made of an image, and the spec that says the same.</summary>
/// <param name="Tensor">File of the values.</param>
/// <param name="Image">File of the image.</param>
/// <param name="Fields">The fields of the image input in the preprocessing spec, without braces.</param>
/// <param name="Element">The spec's dtype.</param>
/// <param name="Shape">Of the model input, batch axis first; -1 where it depends on the image.</param>
/// <param name="Tolerance">Largest difference of a value: 0 is bit for bit.</param>
/// <param name="IsSize">True when the tensor holds width and height of the upright image instead of its values.</param>
public sealed record GoldenCase(string Tensor, string Image, string Fields, string Element, IReadOnlyList<long> Shape, double Tolerance, bool IsSize)
{
    private const string Unit = "0.00392156862745098";

    /// <summary>The whole spec for a model with the input <c>image</c>.</summary>
    public string Spec => $"{{\"schema\":1,\"inputs\":{{\"image\":{{{Fields}}}}}}}";

    /// <summary>All cases of <c>cases.json</c> in a folder, in its order.</summary>
    public static IReadOnlyList<GoldenCase> Read(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Read)];
    }

    public override string ToString() => Tensor;

    private static GoldenCase Read(JsonElement json)
    {
        var tensor = Text(json, "tensor");
        var library = Text(json, "library");
        var isSize = Text(json, "dtype") == "int64";
        var element = isSize ? "uint8" : Text(json, "dtype");
        var color = Text(json, "channels").ToUpperInvariant() is { Length: > 0 } channels ? channels : "RGB";
        var layout = Text(json, "layout") is { Length: > 0 } order ? order : "NHWC";
        var fields = $"\"type\":\"image\",\"color\":\"{color}\",\"layout\":\"{layout}\",\"dtype\":\"{element}\",\"steps\":[{Steps(json, library)}],{Numbers(json)}";
        return new GoldenCase(tensor, Text(json, "image"), fields, element, isSize ? [1, -1, -1, 3] : ShapeOf(json), ToleranceOf(json, library), isSize);
    }

    private static string Steps(JsonElement json, string library)
    {
        if (!json.TryGetProperty("resize", out var resize))
        {
            return "";
        }

        var size = Text(json, "size") is { Length: > 0 } side ? side : $"[{Text(json, "height")},{Text(json, "width")}]";
        var precision = library.Contains("mode F", StringComparison.Ordinal) ? "float32" : "uint8";
        var antialias = library.Contains("OpenCV", StringComparison.Ordinal) ? "false" : "true";
        var pad = Text(json, "pad") is { Length: > 0 } gray ? $",\"padColor\":{gray}" : "";
        var crop = Text(json, "crop") is { Length: > 0 } middle ? $",{{\"centerCrop\":{middle}}}" : "";
        return $"{{\"resize\":{{\"mode\":\"{resize.GetString()}\",\"size\":{size},\"filter\":\"{Text(json, "filter")}\",\"antialias\":{antialias},\"precision\":\"{precision}\"{pad}}}}}{crop}";
    }

    private static string Numbers(JsonElement json)
    {
        var scale = Text(json, "scale") == "1/255" ? Unit : "1";
        var mean = json.TryGetProperty("mean", out var means) ? means.GetRawText() : "0";
        var std = json.TryGetProperty("std", out var deviations) ? deviations.GetRawText() : "1";
        return $"\"scale\":{scale},\"mean\":{mean},\"std\":{std}";
    }

    private static IReadOnlyList<long> ShapeOf(JsonElement json)
    {
        var shape = json.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        return shape.Length switch
        {
            2 => [1, .. shape, 1],
            3 => [1, .. shape],
            _ => shape,
        };
    }

    /// <summary>Pillow: none, but 1e-4 of the range for its floats. OpenCV: one grey level, in the units of the tensor. Where both only divide in another order: a few units in the last place.</summary>
    private static double ToleranceOf(JsonElement json, string library)
    {
        var level = json.TryGetProperty("std", out var std) ? 1.001 / std[0].GetDouble() : Text(json, "scale") == "1/255" ? 1.001 / 255 : 1;
        return library switch
        {
            _ when library.Contains("OpenCV", StringComparison.Ordinal) => Text(json, "filter") == "nearest" ? 0 : level,
            _ when library.Contains("mode F", StringComparison.Ordinal) => 1e-4 * 255,
            _ when library.Contains("torchvision", StringComparison.Ordinal) => 1e-6,
            _ => 0,
        };
    }

    /// <summary>A member as text, empty when it is absent.</summary>
    private static string Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) ? "" : value.ValueKind == JsonValueKind.Number ? value.GetInt32().ToString(CultureInfo.InvariantCulture) : value.GetString() ?? "";
}
