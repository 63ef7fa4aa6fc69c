using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using ModelCompression.Analysis;

namespace ModelCompression.Data.Text;

/// <summary>
/// BERT's WordPiece: words split greedily into the longest pieces of the vocabulary, <c>##</c> before all but the first; a word that cannot be split is
/// <c>[UNK]</c>. The vocabulary is a text file with one token a line, whose number is its id.
/// </summary>
[Strategy("bert-wordpiece", "BERT's WordPiece with a vocabulary of one token a line.")]
internal sealed partial class BertWordPiece : ITokenizerKind
{
    private const string Unknown = "[UNK]";
    private const string Start = "[CLS]";
    private const string End = "[SEP]";
    private const string Padding = "[PAD]";

    public ITextTokenizer Create(ReadOnlyMemory<byte> vocabulary, TokenizerOptions options)
    {
        var ids = VocabularyLines.Read(vocabulary);
        string[] needed = [Unknown, .. options.Specials ? new[] { Start, End } : [], .. options.Pads ? new[] { Padding } : []];
        var missing = needed.Where(token => !ids.ContainsKey(token)).ToArray();
        return missing.Length == 0
            ? new Tokenizer(ids, options)
            : throw new VocabularyException($"lacks the token {string.Join(", ", missing)}; take the vocabulary that the model was trained with, one token a line");
    }

    private sealed partial class Tokenizer : ITextTokenizer
    {
        private readonly IReadOnlyDictionary<string, int> _ids;
        private readonly WordPieceTokenizer _pieces;
        private readonly TokenizerOptions _options;

        public Tokenizer(IReadOnlyDictionary<string, int> ids, TokenizerOptions options)
        {
            _ids = ids;
            _options = options;
            var lines = string.Join('\n', ids.OrderBy(token => token.Value).Select(token => token.Key));
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(lines));
            _pieces = WordPieceTokenizer.Create(stream, new WordPieceOptions { UnknownToken = Unknown });
        }

        public int PadId => _ids.GetValueOrDefault(Padding);

        public IReadOnlyList<int> Encode(string text, int maxLength)
        {
            var room = Math.Max(0, _options.Specials ? maxLength - 2 : maxLength);
            var ids = new List<int>();
            var start = 0;
            foreach (Match special in SpecialToken().Matches(text))
            {
                if (_ids.TryGetValue(special.Value, out var id))
                {
                    AddWords(ids, text[start..special.Index]);
                    ids.Add(id);
                    start = special.Index + special.Length;
                }
            }

            AddWords(ids, text[start..]);
            var kept = ids.Take(room);
            return _options.Specials ? [_ids[Start], .. kept, _ids[End]] : [.. kept];
        }

        /// <summary>A special token written out in a text stands for itself.</summary>
        [GeneratedRegex(@"\[(?:PAD|UNK|CLS|SEP|MASK)\]", RegexOptions.CultureInvariant)]
        private static partial Regex SpecialToken();

        private void AddWords(List<int> ids, string text)
        {
            foreach (var word in BertWords.Of(text, _options.Lowercase))
            {
                ids.AddRange(_pieces.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
            }
        }
    }
}
