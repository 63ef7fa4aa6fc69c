using ModelCompression.Tasks.Json;

namespace ModelCompression.Tasks.Protocol;

/// <summary>A line that the engine writes: a flat JSON object of strings.</summary>
internal sealed class EngineMessage
{
    private readonly IReadOnlyDictionary<string, string> _fields;

    private EngineMessage(IReadOnlyDictionary<string, string> fields)
    {
        _fields = fields;
    }

    /// <summary><c>progress</c>, <c>warning</c>, <c>error</c>, <c>note</c>, <c>summary</c> or <c>done</c>.</summary>
    public string Kind => this["t"];

    public string ItemId => this["item"];

    public string Code => this["code"];

    public string File => this["file"];

    /// <summary>Of a summary: <c>compressed</c>, <c>evaluated</c> or <c>cached</c>.</summary>
    public string Work => this["work"];

    public string Message => this["message"];

    private string this[string name] => _fields.TryGetValue(name, out var value) ? value : "";

    /// <summary>The message in the line; null when the line is none.</summary>
    public static EngineMessage? Parse(string line) =>
        JsonStrings.ReadFlatObject(line) is { } fields && fields.ContainsKey("t") ? new EngineMessage(fields) : null;
}
