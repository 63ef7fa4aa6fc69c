using System.Text.Json;
using System.Text.Json.Nodes;
using ModelCompression.Data.Text;

namespace ModelCompression.Data.Importing;

/// <summary>What a <c>tokenizer.json</c> puts around a text and fills it up with.</summary>
internal sealed class TokenizerTemplate(ImportSource source, TokenizerJson json)
{
    /// <summary>Adds the keys <c>start</c>, <c>end</c> and, where it is known, <c>padToken</c>.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2011: a post-processor of another kind, or padding in front.</exception>
    public void AddTo(JsonObject tokenizer)
    {
        var (start, end) = (new JsonArray(), new JsonArray());
        foreach (var step in UnigramJson.Steps(json.Root, "post_processor", "processors"))
        {
            switch (UnigramJson.TypeOf(step))
            {
                case "ByteLevel": break; // only moves offsets
                case "BertProcessing" or "RobertaProcessing":
                    start.Add(NameIn(step, "cls"));
                    end.Add(NameIn(step, "sep"));
                    break;
                case "TemplateProcessing": AddTemplate(step, start, end); break;
                default: throw source.Error("post_processor", $"is or holds \"{UnigramJson.TypeOf(step)}\", which is not supported; supported are TemplateProcessing, BertProcessing, RobertaProcessing and ByteLevel");
            }
        }

        tokenizer["start"] = start;
        tokenizer["end"] = end;
        if (PaddingToken() is { } padding)
        {
            tokenizer["padToken"] = padding;
        }
    }

    private void AddTemplate(JsonElement step, JsonArray start, JsonArray end)
    {
        if (!step.TryGetProperty("single", out var parts) || parts.ValueKind != JsonValueKind.Array)
        {
            throw source.Error("post_processor.single", "is missing");
        }

        var target = start;
        foreach (var part in parts.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("Sequence", out _))
            {
                target = target == start ? end : throw source.Error("post_processor.single", "holds the text twice");
            }
            else if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("SpecialToken", out var token) && token.ValueKind == JsonValueKind.Object
                && token.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
            {
                target.Add(id.GetString());
            }
            else
            {
                throw source.Error("post_processor.single", "holds something that is neither a special token nor the text");
            }
        }
    }

    /// <summary>The token of a pair <c>["[CLS]", 101]</c>.</summary>
    private JsonNode NameIn(JsonElement step, string key) =>
        step.TryGetProperty(key, out var pair) && pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2 && pair[0].ValueKind == JsonValueKind.String && pair[0].GetString() is { } token
            ? token
            : throw source.Error($"post_processor.{key}", "must be a token and its id");

    /// <summary>The one that padding names; else the usual one where the vocabulary has it.</summary>
    private string? PaddingToken()
    {
        if (json.Root.TryGetProperty("padding", out var padding) && padding.ValueKind == JsonValueKind.Object)
        {
            if (padding.TryGetProperty("direction", out var direction) && direction.ValueKind == JsonValueKind.String && direction.GetString() == "Left")
            {
                throw source.Error("padding.direction", "is \"Left\"; texts are filled up at their end");
            }

            if (padding.TryGetProperty("pad_token", out var token) && token.ValueKind == JsonValueKind.String && token.GetString() is { Length: > 0 } name)
            {
                return name;
            }
        }

        return new[] { "[PAD]", "<pad>" }.FirstOrDefault(json.AddedTokens.ContainsKey);
    }
}
