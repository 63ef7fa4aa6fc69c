using System.Text.Json;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Text;

/// <summary>One line of a JSON Lines file: an object.</summary>
internal sealed class JsonLine
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    private readonly JsonElement _root;
    private readonly int _number;
    private readonly string _file;
    private readonly string _form;

    /// <param name="number">Of the line, from 1.</param>
    /// <param name="form">For messages: what a line looks like.</param>
    /// <exception cref="UserErrorException">MC2008: the line is no JSON object.</exception>
    public JsonLine(string line, int number, string file, string form)
    {
        (_number, _file, _form) = (number, file, form);
        try
        {
            _root = JsonElement.Parse(line, Options);
        }
        catch (JsonException error)
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"has no valid JSON in line {number}: {error.Message.TrimEnd('.')}. {form}"), error);
        }

        if (_root.ValueKind != JsonValueKind.Object)
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"has no JSON object in line {number}. {form}"));
        }
    }

    /// <summary>The line, for messages: <c>in line 3</c>.</summary>
    public string Where => FormattableString.Invariant($"in line {_number}");

    public bool Has(string name) => _root.TryGetProperty(name, out _);

    public JsonElement? Find(string name) => _root.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A member that must be a text with more than white space.</summary>
    /// <exception cref="UserErrorException">MC2008.</exception>
    public string Text(string name) => OptionalText(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Error($"has no text as \"{name}\"");

    /// <summary>A member that may be a text; null when it is absent or something else.</summary>
    /// <exception cref="UserErrorException">MC2008: text that is no Unicode.</exception>
    public string? OptionalText(string name)
    {
        try
        {
            return Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            throw Error($"has text that is no Unicode as \"{name}\"");
        }
    }

    /// <summary>MC2008: <c>Data file 'x' has no text as "text" in line 3. A line is ...</c></summary>
    public UserErrorException Error(string problem) => DataFile.Invalid(_file, $"{problem} {Where}. {_form}");
}
