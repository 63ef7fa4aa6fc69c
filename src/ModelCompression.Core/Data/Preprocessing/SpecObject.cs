using System.Globalization;

namespace ModelCompression.Data.Preprocessing;

/// <summary>One JSON object of a spec, read strictly: every error is MC2011 and names the key, its place and what is allowed.</summary>
internal sealed class SpecObject
{
    private readonly SpecValue _value;
    private readonly ISpecFile _file;
    private readonly string _place;

    /// <param name="place">Dotted path from the top, empty for the top itself.</param>
    public SpecObject(SpecValue value, ISpecFile file, string place)
    {
        _value = value.Kind == SpecKind.Object ? value : throw file.Error(place.Length == 0 ? "the file" : $"'{place}'", "must be an object");
        _file = file;
        _place = place;
    }

    public IEnumerable<string> Keys => _value.Members.Select(member => member.Key);

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
    public bool IsText => Find("type") is { Kind: SpecKind.String, Text: "text" };

    public bool Has(string key) => Find(key) is not null;

    public SpecValue Required(string key) => Find(key) ?? throw Error(key, "is missing");

    public SpecObject Object(string key) => new(Required(key), _file, PlaceOf(key));

    public SpecObject Object(string key, int index, SpecValue value) => new(value, _file, $"{PlaceOf(key)}[{index}]");

    public IReadOnlyList<SpecValue> List(string key)
    {
        if (Find(key) is not { } value)
        {
            return [];
        }

        return value.Kind == SpecKind.Array ? value.Items : throw Error(key, "must be a list");
    }

    /// <summary>One of the names in <paramref name="choices"/>; the default when the key is absent.</summary>
    public T Choice<T>(string key, T? absent, params (string Name, T Value)[] choices)
        where T : struct
    {
        var allowed = $"must be one of {string.Join(", ", choices.Select(choice => $"\"{choice.Name}\""))}";
        if (Find(key) is not { } value)
        {
            return absent ?? throw Error(key, $"is missing; it {allowed}");
        }

        var name = value.Kind == SpecKind.String ? value.Text : null;
        foreach (var choice in choices)
        {
            if (choice.Name == name)
            {
                return choice.Value;
            }
        }

        throw Error(key, $"is {value.Raw}; it {allowed}");
    }

    /// <summary>A text that is not empty.</summary>
    public string Text(string key) =>
        Required(key) is { Kind: SpecKind.String, Text: { Length: > 0 } text } ? text : throw Error(key, "must be a text");

    /// <summary>A list of texts, none of them empty; the default when the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> absent) => !Has(key) ? absent
        : [.. List(key).Select(item => item is { Kind: SpecKind.String, Text: { Length: > 0 } text } ? text : throw Error(key, "must be a list of texts"))];

    /// <summary>A text that may be empty.</summary>
    public string TextOrNone(string key) =>
        Required(key) is { Kind: SpecKind.String, Text: { } text } ? text : throw Error(key, "must be a text");

    /// <summary>Absolute path of a file that the spec names relative to its own folder.</summary>
    public string FilePath(string key)
    {
        var name = Text(key);
        if (name.IndexOf('\0') >= 0 || Path.IsPathRooted(name))
        {
            throw Error(key, $"is \"{name}\"; it must be a path relative to the spec's folder");
        }

        var path = Path.GetFullPath(Path.Combine(_file.Folder, name.Replace('\\', '/')));
        return File.Exists(path) ? path : throw Error(key, $"names '{name}', which does not exist; the path is relative to the spec's folder");
    }

    public bool Flag(string key, bool absent)
    {
        if (Find(key) is not { } value)
        {
            return absent;
        }

        return value.Kind is SpecKind.True or SpecKind.False ? value.Kind == SpecKind.True : throw Error(key, "must be true or false");
    }

    public double Number(string key, double absent) => Find(key) is { } value ? Number(key, value) : absent;

    /// <summary>A number per channel: a list of that many, or one number for all.</summary>
    public IReadOnlyList<double> PerChannel(string key, int channels, double absent) => OneOrMany(key, channels, absent, $"the image has {channels} channels");

    /// <summary>A list of so many numbers, or one number for all.</summary>
    /// <param name="needed">For messages: why it is so many.</param>
    public IReadOnlyList<double> OneOrMany(string key, int count, double absent, string needed)
    {
        if (Find(key) is not { } value)
        {
            return [.. Enumerable.Repeat(absent, count)];
        }

        double[] numbers = value.Kind == SpecKind.Array ? [.. value.Items.Select(item => Number(key, item))] : [Number(key, value)];
        if (numbers.Length == 1)
        {
            return [.. Enumerable.Repeat(numbers[0], count)];
        }

        return numbers.Length == count ? numbers : throw Error(key, $"has {numbers.Length} numbers; {needed}");
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public int Whole(string key, SpecValue value, int low, int high) =>
        value.Kind == SpecKind.Number && int.TryParse(value.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            ? number
            : throw Error(key, $"holds {value.Raw}; it must hold whole numbers from {low} to {high}");

    public Exception Error(string key, string problem) => _file.Error($"'{PlaceOf(key)}'", problem);

    private double Number(string key, SpecValue value) =>
        value.Kind == SpecKind.Number && double.TryParse(value.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number)
            ? number
            : throw Error(key, $"holds {value.Raw}, which is no number");

    private SpecValue? Find(string key)
    {
        foreach (var member in _value.Members)
        {
            if (member.Key == key)
            {
                return member.Value;
            }
        }

        return null;
    }

    private string PlaceOf(string key) => _place.Length == 0 ? key : $"{_place}.{key}";
}
