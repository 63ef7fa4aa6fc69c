using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using ModelCompression.Analysis;

namespace ModelCompression.Data.Text;

/// <summary>
/// Byte-level BPE as in GPT-2 and RoBERTa (Radford et al., 2019): words with the space in front of them, as UTF-8 bytes that are written as letters, joined pair by pair in
/// the order of the merges. The files are <c>vocab.json</c> and <c>merges.txt</c>, or one <c>tokenizer.json</c> whose model is BPE.
/// </summary>
[Strategy("bpe", "Byte-level BPE of GPT-2 and RoBERTa: vocab.json with merges.txt, or a tokenizer.json.")]
internal sealed partial class ByteLevelBpe : ITokenizerKind
{
    public TokenizerDefaults Defaults { get; } = new(new TokenTemplate([], [], null, null), Lowercase: false, TakesMerges: true, TakesUnknown: true);

    public ITextTokenizer Create(VocabularyFiles files, TokenizerOptions options)
    {
        var isWhole = TokenizerJson.Is(files.Vocabulary);
        if (isWhole != files.Merges is null)
        {
            throw new VocabularyException(isWhole
                ? "is a tokenizer.json and holds the merges itself; take out the key merges"
                : "is no tokenizer.json, so merges must name the file of merges (merges.txt) that goes with it");
        }

        var json = isWhole ? TokenizerJson.Parse(files.Vocabulary, "BPE") : null;
        var ids = json?.Vocabulary() ?? TokenizerJson.ParseVocabulary(files.Vocabulary);
        var merges = json?.Merges() ?? MergeLines.Read(files.Merges);
        RequireMerges(ids, merges);
        return new TemplateTokenizer(new Pieces(ids, merges, json, options), options);
    }

    private static void RequireMerges(IReadOnlyDictionary<string, int> ids, IReadOnlyList<(string Left, string Right)> merges)
    {
        if (ids.Keys.Count(ByteLetters.IsLetter) < ByteLetters.Count / 2)
        {
            throw new VocabularyException("has no token for most of the 256 bytes, so it is no byte-level vocabulary; other kinds of BPE are not supported");
        }

        foreach (var (index, (left, right)) in merges.Index())
        {
            if (!ids.ContainsKey(left) || !ids.ContainsKey(right) || !ids.ContainsKey(left + right))
            {
                throw new VocabularyException($"lacks a token of merge {index + 1}, '{left} {right}'; take vocabulary and merges of the same model");
            }
        }
    }

    private sealed partial class Pieces : ITextPieces
    {
        private readonly IReadOnlyDictionary<string, int> _ids;
        private readonly IReadOnlyDictionary<string, int> _added;
        private readonly BpeTokenizer _pieces;
        private readonly TokenizerOptions _options;

        public Pieces(IReadOnlyDictionary<string, int> ids, IReadOnlyList<(string Left, string Right)> merges, TokenizerJson? json, TokenizerOptions options)
        {
            _ids = ids;
            _added = json?.AddedTokens ?? new Dictionary<string, int>();
            _options = options;
            UnknownId = options.Template.Unknown is { } unknown ? IdOf(unknown) : null;
            _pieces = BpeTokenizer.Create(new BpeOptions(ids)
            {
                Merges = merges.Select(merge => $"{merge.Left} {merge.Right}"),
                ByteLevel = true,
                PreTokenizer = new RegexPreTokenizer(Words(), null),
                UnknownToken = options.Template.Unknown is { } token && ids.ContainsKey(token) ? token : null,
            });
        }

        public int? UnknownId { get; }

        public IReadOnlyCollection<string> Written => [.. _added.Keys];

        public int? IdOf(string token) => _added.TryGetValue(token, out var added) ? added : _ids.TryGetValue(token, out var id) ? id : null;

        public void Encode(string text, List<int> ids)
        {
            var lowered = _options.Lowercase ? text.ToLowerInvariant() : text;
            var start = _options.AddPrefixSpace && lowered.Length > 0 && lowered[0] != ' ' ? " " + lowered : lowered;
            ids.AddRange(_pieces.EncodeToIds(start, considerPreTokenization: true, considerNormalization: false));
        }

        /// <summary>English endings behind an apostrophe; letters, digits or other signs with a space in front; white space, whose last one belongs to the word behind it.</summary>
        [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
        private static partial Regex Words();
    }
}
