using System.Buffers;

namespace ModelCompression.Data.Text;

/// <summary>Puts special tokens around the pieces of a text, cuts it to a length, and lets special tokens that are written out in it stand for themselves.</summary>
internal sealed class TemplateTokenizer : ITextTokenizer
{
    private readonly ITextPieces _pieces;
    private readonly int[] _start;
    private readonly int[] _end;
    private readonly HashSet<int> _around;
    private readonly (string Token, int Id)[] _written;
    private readonly SearchValues<char> _starts;

    /// <exception cref="VocabularyException">A special token is not in the vocabulary.</exception>
    public TemplateTokenizer(ITextPieces pieces, TokenizerOptions options)
    {
        Require(options, token => pieces.IdOf(token) is not null);
        _pieces = pieces;
        _start = options.Specials ? Ids(options.Template.Start) : [];
        _end = options.Specials ? Ids(options.Template.End) : [];
        PadId = options.Template.Padding is { } padding ? pieces.IdOf(padding) ?? 0 : 0;
        _around = [.. _start, .. _end, .. new[] { options.Template.Padding is null ? null : (int?)PadId, pieces.SpaceId }.OfType<int>()];
        _written =
        [
            .. pieces.Written.Concat(options.Template.All).Distinct(StringComparer.Ordinal).Where(token => token.Length > 0 && pieces.IdOf(token) is not null)
                .OrderByDescending(token => token.Length).ThenBy(token => token, StringComparer.Ordinal).Select(token => (token, pieces.IdOf(token) ?? 0)),
        ];
        _starts = SearchValues.Create([.. _written.Select(written => written.Token[0])]);

        int[] Ids(IEnumerable<string> tokens) => [.. tokens.Select(token => pieces.IdOf(token) ?? 0)]; // all are there: required above
    }

    public int PadId { get; }

    /// <summary>Checks that the special tokens asked for are in a vocabulary.</summary>
    /// <exception cref="VocabularyException">They are not; names all that are missing.</exception>
    public static void Require(TokenizerOptions options, Predicate<string> has)
    {
        var template = options.Template;
        string?[] needed = [template.Unknown, .. options.Specials ? template.Start.Concat(template.End) : [], .. options.Pads ? new[] { template.Padding } : []];
        var missing = needed.OfType<string>().Distinct(StringComparer.Ordinal).Where(token => !has(token)).ToArray();
        if (missing.Length > 0)
        {
            throw new VocabularyException($"lacks the token {string.Join(", ", missing)}; take the vocabulary that the model was trained with, or name its own special tokens with start, end, padToken or unknownToken");
        }
    }

    public IReadOnlyList<int> Encode(string text, int maxLength)
    {
        var ids = new List<int>();
        var rest = 0;
        for (var at = NextStart(text, 0); at < text.Length; at = NextStart(text, at))
        {
            var written = Array.Find(_written, token => string.CompareOrdinal(text, at, token.Token, 0, token.Token.Length) == 0);
            if (written.Token is null)
            {
                at++;
                continue;
            }

            _pieces.Encode(text[rest..at], ids);
            ids.Add(written.Id);
            rest = at += written.Token.Length;
        }

        _pieces.Encode(text[rest..], ids);
        return [.. _start, .. ids.Take(Math.Max(0, maxLength - _start.Length - _end.Length)), .. _end];
    }

    /// <summary>Where a special token may start; the length of the text when nowhere.</summary>
    private int NextStart(string text, int from) => text.AsSpan(from).IndexOfAny(_starts) is >= 0 and var found ? from + found : text.Length;

    public bool IsUnknown(IReadOnlyList<int> ids) => _pieces.UnknownId is { } unknown && ids.Contains(unknown) && ids.All(id => id == unknown || _around.Contains(id));
}
