using System.Text.Json;
using System.Text.Json.Nodes;
using ModelCompression.Analysis;
using ModelCompression.Data.Text;

namespace ModelCompression.Data.Importing;

/// <summary>
/// Imports <c>tokenizer.json</c>: WordPiece as BERT has it, byte-level BPE, and Unigram. A step before or after the model that would give other tokens is an error. Truncation sets
/// the longest text; padding follows from the model, since padding that is masked changes nothing.
/// </summary>
[Strategy("tokenizer-json", "tokenizer.json of a WordPiece, byte-level BPE or Unigram model.")]
internal sealed class TokenizerImporter : ISpecImporter
{
    public bool Recognizes(ImportSource source) => source.Json is { } json && json.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.Object && model.TryGetProperty("vocab", out _);

    public JsonObject Import(ImportSource source)
    {
        try
        {
            var json = TokenizerJson.Parse(source.Content, "WordPiece", "BPE", "Unigram");
            var tokenizer = json.ModelType switch
            {
                "WordPiece" => WordPiece(json, source),
                "BPE" => Bpe(json, source),
                _ => new JsonObject { ["tokenizer"] = "sentencepiece" },
            };
            tokenizer["vocab"] = source.FileName;
            new TokenizerTemplate(source, json).AddTo(tokenizer);
            return TextInputs.Spec(source, tokenizer, MaxLength(json.Root, source));
        }
        catch (VocabularyException problem)
        {
            throw source.Error($"it {problem.Message}");
        }
    }

    private static JsonObject WordPiece(TokenizerJson json, ImportSource source)
    {
        var lowercase = false;
        foreach (var step in UnigramJson.Steps(json.Root, "normalizer", "normalizers"))
        {
            if (UnigramJson.TypeOf(step) != "BertNormalizer" || Is(step, "clean_text", false) || Is(step, "handle_chinese_chars", false))
            {
                throw Unsupported(source, "normalizer", step, "BertNormalizer with clean_text and handle_chinese_chars");
            }

            lowercase = Is(step, "lowercase", true);
            if (Is(step, "strip_accents", !lowercase))
            {
                throw source.Error("normalizer.strip_accents", "is not what lowercase is; accents are taken away together with capital letters. Write a preprocessing spec that comes close, or use another tokenizer");
            }
        }

        foreach (var step in UnigramJson.Steps(json.Root, "pre_tokenizer", "pretokenizers").Where(step => UnigramJson.TypeOf(step) != "BertPreTokenizer"))
        {
            throw Unsupported(source, "pre_tokenizer", step, "BertPreTokenizer");
        }

        return new JsonObject { ["tokenizer"] = "bert-wordpiece", ["lowercase"] = lowercase, ["unknownToken"] = json.ModelText("unk_token") ?? "[UNK]" };
    }

    private static JsonObject Bpe(TokenizerJson json, ImportSource source)
    {
        var lowercase = false;
        foreach (var step in UnigramJson.Steps(json.Root, "normalizer", "normalizers"))
        {
            lowercase = UnigramJson.TypeOf(step) == "Lowercase" ? true : throw Unsupported(source, "normalizer", step, "Lowercase");
        }

        if (UnigramJson.Steps(json.Root, "pre_tokenizer", "pretokenizers") is not [var bytes] || UnigramJson.TypeOf(bytes) != "ByteLevel" || Is(bytes, "use_regex", false))
        {
            throw source.Error("pre_tokenizer", "is not the one of byte-level BPE with its usual words (ByteLevel). Other kinds of BPE are not supported");
        }

        if (json.ModelText("continuing_subword_prefix") is { Length: > 0 } || json.ModelText("end_of_word_suffix") is { Length: > 0 } || json.ModelFlag("ignore_merges") || json.ModelFlag("byte_fallback"))
        {
            throw source.Error("model", "has a prefix or suffix of words, byte_fallback or ignore_merges, which byte-level BPE of GPT-2 and RoBERTa has not");
        }

        var tokenizer = new JsonObject { ["tokenizer"] = "bpe", ["lowercase"] = lowercase, ["addPrefixSpace"] = Is(bytes, "add_prefix_space", true) };
        if (json.ModelText("unk_token") is { Length: > 0 } unknown)
        {
            tokenizer["unknownToken"] = unknown;
        }

        return tokenizer;
    }

    private static int? MaxLength(JsonElement root, ImportSource source)
    {
        if (!root.TryGetProperty("truncation", out var truncation) || truncation.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (truncation.ValueKind == JsonValueKind.Object && truncation.TryGetProperty("direction", out var direction) && direction.ValueKind == JsonValueKind.String && direction.GetString() == "Left")
        {
            throw source.Error("truncation.direction", "is \"Left\"; texts are cut at their end");
        }

        return truncation.ValueKind == JsonValueKind.Object && truncation.TryGetProperty("max_length", out var length) && length.ValueKind == JsonValueKind.Number && length.TryGetInt32(out var most) && most > 0
            ? Math.Min(most, Preprocessing.TextSpecParser.MaxTokens)
            : throw source.Error("truncation.max_length", "must be a whole number of tokens");
    }

    private static bool Is(JsonElement step, string key, bool value) =>
        step.TryGetProperty(key, out var flag) && flag.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False);

    private static Exception Unsupported(ImportSource source, string member, JsonElement step, string supported) =>
        source.Error(member, $"is or holds \"{UnigramJson.TypeOf(step)}\", as it is set there, which is not supported; supported is {supported}");
}
