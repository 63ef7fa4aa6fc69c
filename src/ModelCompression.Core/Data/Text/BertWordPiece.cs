using System.Text;
using Microsoft.ML.Tokenizers;
using ModelCompression.Analysis;

namespace ModelCompression.Data.Text;

/// <summary>
/// BERT's WordPiece: words split greedily into the longest pieces of the vocabulary, <c>##</c> before all but the first; a word that cannot be split is
/// <c>[UNK]</c>. The vocabulary is a text file with one token a line, whose number is its id, or a <c>tokenizer.json</c> whose model is WordPiece.
/// </summary>
[Strategy("bert-wordpiece", "BERT's WordPiece with a vocabulary of one token a line, or a tokenizer.json.")]
internal sealed class BertWordPiece : ITokenizerKind
{
    private const string Unknown = "[UNK]";
    private static readonly string[] Special = ["[PAD]", Unknown, "[CLS]", "[SEP]", "[MASK]"];

    public TokenizerDefaults Defaults { get; } = new(new TokenTemplate(["[CLS]"], ["[SEP]"], "[PAD]", Unknown), Lowercase: true, TakesMerges: false, TakesUnknown: true);

    public ITextTokenizer Create(VocabularyFiles files, TokenizerOptions options)
    {
        var json = TokenizerJson.Is(files.Vocabulary) ? TokenizerJson.Parse(files.Vocabulary, "WordPiece") : null;
        var ids = json?.Vocabulary() ?? VocabularyLines.Read(files.Vocabulary);
        TemplateTokenizer.Require(options, token => ids.ContainsKey(token) || json?.AddedTokens.ContainsKey(token) == true);
        return new TemplateTokenizer(new Pieces(ids, json, options), options);
    }

    private sealed class Pieces : ITextPieces
    {
        private readonly IReadOnlyDictionary<string, int> _ids;
        private readonly IReadOnlyDictionary<string, int> _added;
        private readonly WordPieceTokenizer _pieces;
        private readonly bool _lowercase;

        public Pieces(IReadOnlyDictionary<string, int> ids, TokenizerJson? json, TokenizerOptions options)
        {
            var unknown = options.Template.Unknown ?? Unknown;
            _ids = ids;
            _added = json?.AddedTokens ?? new Dictionary<string, int>();
            _lowercase = options.Lowercase;
            Written = json is null ? [.. Special.Where(ids.ContainsKey)] : [.. _added.Keys];
            UnknownId = IdOf(unknown);
            var lines = string.Join('\n', ids.OrderBy(token => token.Value).Select(token => token.Key));
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(lines));
            var pieces = new WordPieceOptions { UnknownToken = unknown };
            if (json is not null)
            {
                pieces.ContinuingSubwordPrefix = json.ModelText("continuing_subword_prefix") ?? pieces.ContinuingSubwordPrefix;
                pieces.MaxInputCharsPerWord = json.ModelWhole("max_input_chars_per_word") ?? pieces.MaxInputCharsPerWord;
            }

            _pieces = WordPieceTokenizer.Create(stream, pieces);
        }

        public int? UnknownId { get; }

        public IReadOnlyCollection<string> Written { get; }

        public int? IdOf(string token) => _added.TryGetValue(token, out var added) ? added : _ids.TryGetValue(token, out var id) ? id : null;

        public void Encode(string text, List<int> ids)
        {
            foreach (var word in BertWords.Of(text, _lowercase))
            {
                ids.AddRange(_pieces.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
            }
        }
    }
}
