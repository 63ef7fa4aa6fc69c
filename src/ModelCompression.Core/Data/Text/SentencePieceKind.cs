using Microsoft.ML.Tokenizers;
using ModelCompression.Analysis;

namespace ModelCompression.Data.Text;

/// <summary>
/// SentencePiece (Kudo and Richardson, 2018): text with <c>U+2581</c> for spaces, split into the most likely pieces (Unigram) or joined pair by pair, the highest score first (BPE).
/// The vocabulary is the <c>.model</c> file, or a <c>tokenizer.json</c> whose model is Unigram. Unknown characters that follow each other are one unknown token.
/// </summary>
[Strategy("sentencepiece", "SentencePiece, Unigram or BPE: a .model file, or a tokenizer.json of a Unigram model.")]
internal sealed class SentencePieceKind : ITokenizerKind
{
    public TokenizerDefaults Defaults { get; } = new(new TokenTemplate([], [], null, null), Lowercase: false, TakesMerges: false, TakesUnknown: false);

    public ITextTokenizer Create(VocabularyFiles files, TokenizerOptions options)
    {
        var model = TokenizerJson.Is(files.Vocabulary) ? UnigramJson.ModelOf(TokenizerJson.Parse(files.Vocabulary, "Unigram")) : SentencePieceModel.Read(files.Vocabulary);
        return new TemplateTokenizer(new Pieces(model, options.Lowercase), options);
    }

    private sealed class Pieces : ITextPieces
    {
        private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
        private readonly SentencePieceModel _model;
        private readonly SentencePieceTokenizer _normalizer;
        private readonly ISegmenter _segmenter;
        private readonly bool _lowercase;

        public Pieces(SentencePieceModel model, bool lowercase)
        {
            _model = model;
            _lowercase = lowercase;
            foreach (var (id, piece) in model.Pieces.Index())
            {
                _ids[piece.Text] = id;
            }

            foreach (var (token, id) in model.Added)
            {
                _ids[token] = id;
            }

            Written = [.. model.Added.Keys, .. model.IsUnigram ? [] : model.Pieces.Where(piece => piece.Kind == PieceKind.UserDefined).Select(piece => piece.Text)]; // Unigram scores them above all others
            _normalizer = Open(model);
            var table = new PieceTable(model);
            _segmenter = model.IsUnigram ? new SentencePieceLattice(table) : new SentencePieceMerges(table);
        }

        public int? UnknownId => _model.UnknownId;

        public int? SpaceId => IdOf("\u2581");

        public IReadOnlyCollection<string> Written { get; }

        public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

        public void Encode(string text, List<int> ids)
        {
            var lowered = _lowercase ? text.ToLowerInvariant() : text;
            var before = ids.Count;
            foreach (var id in _segmenter.Encode(Normalized(lowered)))
            {
                if (id != _model.UnknownId || ids.Count == before || ids[^1] != id)
                {
                    ids.Add(id);
                }
            }
        }

        /// <summary>Characters by the model's table, then white space by the library.</summary>
        private string Normalized(string text)
        {
            _normalizer.EncodeToTokens(_model.Characters?.Apply(text) ?? text, out var normalized, addBeginningOfSentence: false, addEndOfSentence: false);
            return normalized ?? text;
        }

        /// <summary>What the library says about a model that ours could read is not made for users, whatever type it has.</summary>
        private static SentencePieceTokenizer Open(SentencePieceModel model)
        {
            try
            {
                using var file = new MemoryStream(model.ForWhiteSpace());
                return SentencePieceTokenizer.Create(file, addBeginningOfSentence: false, addEndOfSentence: false);
            }
            catch (Exception error)
            {
                throw new VocabularyException($"is a SentencePiece model that cannot be used: {error.Message.TrimEnd('.')}");
            }
        }
    }
}
