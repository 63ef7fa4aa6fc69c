using System.Text.Json;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Preprocessing;

/// <summary>One JSON object of a spec, read strictly: every error is MC2011 and names the key, its place and what is allowed.</summary>
internal sealed class SpecObject
{
    private readonly JsonElement _element;
    private readonly SpecFile _file;
    private readonly string _place;

    /// <param name="place">Dotted path from the top, empty for the top itself.</param>
    public SpecObject(JsonElement element, SpecFile file, string place)
    {
        _element = element.ValueKind == JsonValueKind.Object ? element : throw file.Error(place.Length == 0 ? "the file" : $"'{place}'", "must be an object");
        _file = file;
        _place = place;
    }

    public IEnumerable<string> Keys => _element.EnumerateObject().Select(property => property.Name);

    public void RequireKeys(params string[] allowed)
    {
        foreach (var key in Keys)
        {
            if (!allowed.Contains(key))
            {
                throw Error(key, $"is not a known key; allowed here: {string.Join(", ", allowed)}");
            }
        }
    }

    /// <summary>True for an input that is made of a text.</summary>
    public bool IsText => _element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "text";

    public bool Has(string key) => _element.TryGetProperty(key, out _);

    public JsonElement Required(string key) => _element.TryGetProperty(key, out var value) ? value : throw Error(key, "is missing");

    public SpecObject Object(string key) => new(Required(key), _file, PlaceOf(key));

    public SpecObject Object(string key, int index, JsonElement element) => new(element, _file, $"{PlaceOf(key)}[{index}]");

    public IReadOnlyList<JsonElement> List(string key)
    {
        if (!_element.TryGetProperty(key, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Error(key, "must be a list");
    }

    /// <summary>One of the names in <paramref name="choices"/>; the default when the key is absent.</summary>
    public T Choice<T>(string key, T? absent, params (string Name, T Value)[] choices)
        where T : struct
    {
        var allowed = $"must be one of {string.Join(", ", choices.Select(choice => $"\"{choice.Name}\""))}";
        if (!_element.TryGetProperty(key, out var value))
        {
            return absent ?? throw Error(key, $"is missing; it {allowed}");
        }

        var name = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        foreach (var choice in choices)
        {
            if (choice.Name == name)
            {
                return choice.Value;
            }
        }

        throw Error(key, $"is {value.GetRawText()}; it {allowed}");
    }

    /// <summary>A text that is not empty.</summary>
    public string Text(string key) =>
        Required(key) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : throw Error(key, "must be a text");

    /// <summary>Absolute path of a file that the spec names relative to its own folder.</summary>
    public string FilePath(string key)
    {
        var name = Text(key);
        if (name.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(name))
        {
            throw Error(key, $"is \"{name}\"; it must be a path relative to the spec's folder");
        }

        var path = Path.GetFullPath(Path.Combine(_file.Folder, name.Replace('\\', '/')));
        return File.Exists(path) ? path : throw Error(key, $"names '{name}', which does not exist; the path is relative to the spec's folder");
    }

    public bool Flag(string key, bool absent)
    {
        if (!_element.TryGetProperty(key, out var value))
        {
            return absent;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Error(key, "must be true or false");
    }

    public double Number(string key, double absent) => _element.TryGetProperty(key, out var value) ? Number(key, value) : absent;

    /// <summary>A number per channel: a list of that many, or one number for all.</summary>
    public IReadOnlyList<double> PerChannel(string key, int channels, double absent)
    {
        if (!_element.TryGetProperty(key, out var value))
        {
            return [.. Enumerable.Repeat(absent, channels)];
        }

        double[] numbers = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => Number(key, item))] : [Number(key, value)];
        if (numbers.Length == 1)
        {
            return [.. Enumerable.Repeat(numbers[0], channels)];
        }

        return numbers.Length == channels ? numbers : throw Error(key, $"has {numbers.Length} numbers; the image has {channels} channels");
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public int Whole(string key, JsonElement value, int low, int high) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= low && number <= high
            ? number
            : throw Error(key, $"holds {value.GetRawText()}; it must hold whole numbers from {low} to {high}");

    public UserErrorException Error(string key, string problem) => _file.Error($"'{PlaceOf(key)}'", problem);

    private double Number(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Error(key, $"holds {value.GetRawText()}, which is no number");

    private string PlaceOf(string key) => _place.Length == 0 ? key : $"{_place}.{key}";
}

/// <summary>Names the spec in messages.</summary>
internal sealed record SpecFile(string Name, string? Path)
{
    /// <summary>Absolute folder that paths in the spec count from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path ?? "spec")) ?? ".";

    public UserErrorException Error(string subject, string problem) =>
        new(Codes.InvalidPreprocessing, $"{Name}: {subject} {problem}.", Path);
}
