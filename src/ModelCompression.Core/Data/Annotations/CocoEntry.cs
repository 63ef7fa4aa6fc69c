using System.Text.Json;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Annotations;

/// <summary>One element of a list of a COCO file; every error is MC2008 and names list and line.</summary>
internal sealed class CocoEntry
{
    private readonly JsonElement _element;
    private readonly long _line;
    private readonly string _file;

    public CocoEntry(JsonElement element, string list, long line, string file)
    {
        (_element, List, _line, _file) = (element, list, line, file);
        Id = element.ValueKind == JsonValueKind.Object ? Whole("id") : throw Error("is no object");
    }

    /// <summary>Name of the list it is in.</summary>
    public string List { get; }

    public long Id { get; }

    /// <summary>A text that is not empty.</summary>
    public string Text(string key) =>
        _element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw Error($"has no text '{key}'");

    public CocoImage ToImage() => new(Id, Text("file_name").Replace('\\', '/'), Side("width"), Side("height"), _line);

    public CocoObject ToObject()
    {
        if (!_element.TryGetProperty("bbox", out var box) || box.ValueKind != JsonValueKind.Array || box.GetArrayLength() != 4)
        {
            throw Error("has no 'bbox' of four numbers [x, y, width, height]");
        }

        var numbers = box.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var value) && Math.Abs(value) < 1e9 ? value : throw Error("has a 'bbox' with something that is no number of pixels")).ToArray();
        return numbers[2] >= 0 && numbers[3] >= 0
            ? new CocoObject(Id, Whole("image_id"), Whole("category_id"), new Box(numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]), IsCrowd(), _line)
            : throw Error("has a 'bbox' with a negative width or height");
    }

    public UserErrorException Error(string problem) => DataFile.Invalid(_file, $"has an element of '{List}' in line {_line} that {problem}");

    private bool IsCrowd() => _element.TryGetProperty("iscrowd", out var crowd) && crowd.ValueKind switch
    {
        JsonValueKind.Number when crowd.TryGetInt32(out var flag) && flag is 0 or 1 => flag == 1,
        JsonValueKind.True or JsonValueKind.False => crowd.GetBoolean(),
        _ => throw Error("has an 'iscrowd' that is neither 0 nor 1"),
    };

    private int Side(string key) => _element.TryGetProperty(key, out _) ? (int)Math.Clamp(Whole(key), 0, int.MaxValue) : 0;

    private long Whole(string key) =>
        _element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Error($"has no whole number '{key}'");
}
