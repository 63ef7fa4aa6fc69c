using System.Text.Json;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Importing;

/// <summary>What is imported: a file, or the metadata of the model itself.</summary>
/// <param name="Path">The file; null for the metadata.</param>
/// <param name="Json">Its content where that is a JSON object, else null.</param>
internal sealed record ImportSource(string? Path, ReadOnlyMemory<byte> Content, JsonElement? Json, ModelSignature Model)
{
    /// <summary>How messages call it.</summary>
    public string Name => Path is null ? "The model's metadata" : $"Imported file '{FileName}'";

    /// <summary>Last part of the path; empty for the metadata.</summary>
    public string FileName => System.IO.Path.GetFileName(Path) ?? "";

    /// <summary>For messages: the model's inputs.</summary>
    public string InputNames => string.Join(", ", Model.Inputs.Select(input => input.Name));

    public static ImportSource Of(string path, ReadOnlyMemory<byte> content, ModelSignature model) => new(path, content, ObjectIn(content), model);

    /// <summary>MC2011 about one key: <c>Imported file 'x': 'size' is missing.</c></summary>
    public UserErrorException Error(string key, string problem) => Error($"'{key}' {problem}");

    /// <summary>MC2011.</summary>
    public UserErrorException Error(string problem) => new(Codes.InvalidPreprocessing, $"{Name}: {problem}.", Path);

    private static JsonElement? ObjectIn(ReadOnlyMemory<byte> content)
    {
        var text = content.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content;
        if (!text.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text.Span, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 });
        }
        catch (JsonException)
        {
            return null; // then it is read as a spec, which says what is wrong
        }
    }
}
