using System.Text.Json;

namespace ModelCompression.Data.Text;

/// <summary>
/// Reads what the Unigram model of a <c>tokenizer.json</c> does before it splits: a normalizer of type <c>Precompiled</c> and the one that makes several spaces one, and
/// a pre-tokenizer that writes spaces as <c>U+2581</c> with one in front. Anything else would give other tokens and is refused.
/// </summary>
internal static class UnigramJson
{
    private const string Supported = "supported are a normalizer of Precompiled and Replace of several spaces, and a pre_tokenizer of WhitespaceSplit and Metaspace with a space in front";

    /// <exception cref="VocabularyException">Something else happens before.</exception>
    public static SentencePieceModel ModelOf(TokenizerJson json)
    {
        var (map, trims) = (Array.Empty<byte>(), false);
        foreach (var step in Steps(json.Root, "normalizer", "normalizers"))
        {
            switch (TypeOf(step))
            {
                case "Precompiled" when map.Length == 0: map = MapOf(step); break;
                case "Replace" when IsManySpaces(step): trims = true; break;
                case "Strip": trims = true; break;
                default: throw Unsupported("normalizer", step);
            }
        }

        var (marks, splits) = (false, false);
        foreach (var step in Steps(json.Root, "pre_tokenizer", "pretokenizers"))
        {
            switch (TypeOf(step))
            {
                case "WhitespaceSplit" when !marks: trims = splits = true; break;
                case "Metaspace" when !marks && HasPrefix(step, alone: !splits): marks = true; break;
                default: throw Unsupported("pre_tokenizer", step);
            }
        }

        return marks ? SentencePieceModel.FromJson(json, map, trims) : throw new VocabularyException($"has no pre_tokenizer of type Metaspace; {Supported}");
    }

    /// <summary>The steps of a member that is null, one step, or a sequence of steps.</summary>
    public static IReadOnlyList<JsonElement> Steps(JsonElement root, string member, string list)
    {
        if (!root.TryGetProperty(member, out var step) || step.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return step.ValueKind == JsonValueKind.Object && TypeOf(step) == "Sequence" && step.TryGetProperty(list, out var steps) && steps.ValueKind == JsonValueKind.Array
            ? [.. steps.EnumerateArray()]
            : [step];
    }

    /// <summary>The type of a step; empty when it has none.</summary>
    public static string TypeOf(JsonElement step) =>
        step.ValueKind == JsonValueKind.Object && step.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() ?? "" : "";

    private static byte[] MapOf(JsonElement step) =>
        step.TryGetProperty("precompiled_charsmap", out var map) && map.ValueKind == JsonValueKind.String && map.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw new VocabularyException("has a normalizer of type Precompiled whose precompiled_charsmap is no base64 text");

    private static bool IsManySpaces(JsonElement step) =>
        step.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.Object && pattern.TryGetProperty("Regex", out var regex)
        && regex.ValueKind == JsonValueKind.String && regex.GetString() is " {2,}" or " +" && step.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String && content.GetString() is " " or "\u2581";

    /// <summary>With words split before, a mark in front of the first one only would leave the others without.</summary>
    private static bool HasPrefix(JsonElement step, bool alone) =>
        (!step.TryGetProperty("replacement", out var mark) || (mark.ValueKind == JsonValueKind.String && mark.GetString() == "\u2581"))
        && (step.TryGetProperty("prepend_scheme", out var scheme) ? scheme.ValueKind == JsonValueKind.String && (scheme.GetString() == "always" || (alone && scheme.GetString() == "first"))
            : !step.TryGetProperty("add_prefix_space", out var prefix) || prefix.ValueKind == JsonValueKind.True);

    private static VocabularyException Unsupported(string member, JsonElement step) => new($"has '{TypeOf(step)}' in its {member}, as it is set there, which is not supported; {Supported}");
}
