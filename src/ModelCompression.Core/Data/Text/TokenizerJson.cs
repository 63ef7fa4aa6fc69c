using System.Text.Json;

namespace ModelCompression.Data.Text;

/// <summary>A <c>tokenizer.json</c>: model and vocabulary, and what happens before and after.</summary>
internal sealed class TokenizerJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private readonly JsonElement _model;

    private TokenizerJson(JsonElement root)
    {
        Root = root;
        _model = root.GetProperty("model");
        ModelType = Text(_model, "type") ?? TypeByContent();
        AddedTokens = ReadAdded(root);
    }

    public JsonElement Root { get; }

    /// <summary><c>WordPiece</c>, <c>BPE</c>, <c>Unigram</c> or another one; empty when the file does not say.</summary>
    public string ModelType { get; }

    /// <summary>Tokens beside the vocabulary that stand for themselves in a text, by their text.</summary>
    public IReadOnlyDictionary<string, int> AddedTokens { get; }

    /// <summary>True for a JSON object with a model in it: other vocabularies are lists of tokens.</summary>
    public static bool Is(ReadOnlyMemory<byte> content)
    {
        var text = WithoutMark(content).Span.TrimStart(" \t\r\n"u8);
        if (text.Length == 0 || text[0] != '{')
        {
            return false;
        }

        var root = ParseObject(content);
        return root.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.Object;
    }

    /// <exception cref="VocabularyException">No valid JSON, or the model is none of those asked for.</exception>
    public static TokenizerJson Parse(ReadOnlyMemory<byte> content, params string[] types)
    {
        var root = ParseObject(content);
        if (!root.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.Object)
        {
            throw new VocabularyException("is no tokenizer.json: it has no object 'model'");
        }

        var json = new TokenizerJson(root);
        return types.Contains(json.ModelType)
            ? json
            : throw new VocabularyException($"has a model of type '{json.ModelType}'; this tokenizer takes {string.Join(" or ", types)}");
    }

    /// <summary>A <c>vocab.json</c>: one object of tokens and their ids.</summary>
    /// <exception cref="VocabularyException">It is something else.</exception>
    public static IReadOnlyDictionary<string, int> ParseVocabulary(ReadOnlyMemory<byte> content) => Ids(ParseObject(content), contiguous: false);

    /// <summary>The model's tokens and ids, which for WordPiece have no gaps.</summary>
    /// <exception cref="VocabularyException">Missing, an id twice, or ids with gaps.</exception>
    public IReadOnlyDictionary<string, int> Vocabulary() => _model.TryGetProperty("vocab", out var vocabulary) && vocabulary.ValueKind == JsonValueKind.Object
        ? Ids(vocabulary, contiguous: ModelType == "WordPiece")
        : throw new VocabularyException("has no object 'model.vocab'");

    /// <summary>The model's pairs, in order.</summary>
    /// <exception cref="VocabularyException">Missing, or something else.</exception>
    public IReadOnlyList<(string Left, string Right)> Merges() => _model.TryGetProperty("merges", out var merges) && merges.ValueKind == JsonValueKind.Array
        ? [.. merges.EnumerateArray().Select((merge, index) => MergeOf(merge, index + 1))]
        : throw new VocabularyException("has no list 'model.merges'");

    /// <summary>The pieces of a Unigram model with their scores; the place is the id.</summary>
    /// <exception cref="VocabularyException">Missing, or something else.</exception>
    public IReadOnlyList<(string Text, double Score)> Pieces()
    {
        if (!_model.TryGetProperty("vocab", out var vocabulary) || vocabulary.ValueKind != JsonValueKind.Array)
        {
            throw new VocabularyException("has no list 'model.vocab'");
        }

        return [.. vocabulary.EnumerateArray().Select((piece, id) =>
            piece.ValueKind == JsonValueKind.Array && piece.GetArrayLength() == 2 && piece[0].ValueKind == JsonValueKind.String && piece[1].ValueKind == JsonValueKind.Number
                ? (piece[0].GetString() ?? "", piece[1].GetDouble())
                : throw new VocabularyException(FormattableString.Invariant($"has no piece with a score as number {id} of 'model.vocab'")))];
    }

    /// <summary>A text of the model, or null.</summary>
    public string? ModelText(string key) => Text(_model, key);

    /// <summary>A whole number of the model, or null.</summary>
    public int? ModelWhole(string key) => _model.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>A flag of the model; false when it is absent.</summary>
    public bool ModelFlag(string key) => _model.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Older files do not say: only BPE has merges, only Unigram a list of pieces.</summary>
    private string TypeByContent() => _model.TryGetProperty("merges", out _) ? "BPE"
        : !_model.TryGetProperty("vocab", out var vocabulary) ? ""
        : vocabulary.ValueKind == JsonValueKind.Array ? "Unigram"
        : _model.TryGetProperty("continuing_subword_prefix", out _) ? "WordPiece"
        : "";

    private static string? Text(JsonElement owner, string key) => owner.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (string Left, string Right) MergeOf(JsonElement merge, int number) => merge.ValueKind switch
    {
        JsonValueKind.String => MergeLines.Of(merge.GetString() ?? "", number),
        JsonValueKind.Array when merge.GetArrayLength() == 2 && merge[0].ValueKind == JsonValueKind.String && merge[1].ValueKind == JsonValueKind.String =>
            (merge[0].GetString() ?? "", merge[1].GetString() ?? ""),
        _ => throw new VocabularyException(FormattableString.Invariant($"has no pair of tokens as merge {number}")),
    };

    private static Dictionary<string, int> ReadAdded(JsonElement root)
    {
        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!root.TryGetProperty("added_tokens", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return added;
        }

        foreach (var token in list.EnumerateArray())
        {
            if (token.ValueKind != JsonValueKind.Object || Text(token, "content") is not { Length: > 0 } content || !token.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number
                || !id.TryGetInt32(out var number) || number < 0 || !added.TryAdd(content, number))
            {
                throw new VocabularyException("has an entry in 'added_tokens' that is no token with an id, or is there twice");
            }
        }

        return added;
    }

    private static Dictionary<string, int> Ids(JsonElement vocabulary, bool contiguous)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<int>();
        foreach (var token in vocabulary.EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Number || !token.Value.TryGetInt32(out var id) || id < 0 || !seen.Add(id))
            {
                throw new VocabularyException($"gives token '{token.Name}' the id {token.Value.GetRawText()}; ids are whole numbers from 0, each once");
            }

            ids.Add(token.Name, id);
        }

        if (ids.Count == 0 || (contiguous && seen.Max() != ids.Count - 1))
        {
            throw new VocabularyException(ids.Count == 0 ? "has no tokens" : FormattableString.Invariant($"has {ids.Count} tokens with ids up to {seen.Max()}; ids must have no gaps"));
        }

        return ids;
    }

    private static JsonElement ParseObject(ReadOnlyMemory<byte> content)
    {
        try
        {
            var root = JsonElement.Parse(WithoutMark(content).Span, Options);
            return root.ValueKind == JsonValueKind.Object ? root : throw new VocabularyException("holds no JSON object");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new VocabularyException($"is no valid JSON: {error.Message.TrimEnd('.')}");
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> content) => content.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content;
}
