using System.Text.Json;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads the JSON of a spec.</summary>
internal static class SpecReader
{
    private const int MaxDepth = 32;

    /// <summary>The value in UTF-8 text, which may start with a byte order mark.</summary>
    /// <exception cref="Exception">MC2011: no valid JSON, a member that comes twice, or text that is no Unicode.</exception>
    public static SpecValue Read(ReadOnlyMemory<byte> json, ISpecFile file)
    {
        var text = json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json[3..] : json;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
            return Convert(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw file.Error("the file", $"is no valid JSON: {error.Message.TrimEnd('.')}"); // the second kind: text that is no Unicode
        }
    }

    private static SpecValue Convert(JsonElement element) => new(
        KindOf(element.ValueKind),
        element.GetRawText(),
        element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : "",
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(Convert)] : [],
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Convert(member.Value)))] : []);

    private static SpecKind KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => SpecKind.Object,
        JsonValueKind.Array => SpecKind.Array,
        JsonValueKind.String => SpecKind.String,
        JsonValueKind.Number => SpecKind.Number,
        JsonValueKind.True => SpecKind.True,
        JsonValueKind.False => SpecKind.False,
        _ => SpecKind.Null,
    };
}
