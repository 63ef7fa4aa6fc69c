using System.Globalization;
using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>The pieces of a SentencePiece model that occur in texts, and what becomes of a character that is none.</summary>
internal sealed class PieceTable
{
    private readonly Dictionary<string, (int Id, ScoredPiece Piece)> _pieces = new(StringComparer.Ordinal);
    private readonly Dictionary<byte, int> _bytes = [];
    private readonly int _unknown;

    public PieceTable(SentencePieceModel model)
    {
        _unknown = model.UnknownId;
        foreach (var (id, piece) in model.Pieces.Index())
        {
            if (piece.Kind is PieceKind.Normal or PieceKind.UserDefined)
            {
                _pieces[piece.Text] = (id, piece);
            }
            else if (piece.Kind == PieceKind.Byte && byte.TryParse(piece.Text.AsSpan().TrimStart("<0x").TrimEnd('>'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                _bytes[value] = id;
            }
        }

        Longest = _pieces.Keys.Select(text => text.Length).DefaultIfEmpty(0).Max();
        var normal = _pieces.Values.Where(found => found.Piece.Kind == PieceKind.Normal).Select(found => found.Piece.Score).DefaultIfEmpty(0).ToArray();
        (Lowest, Highest) = (normal.Min(), normal.Max());
    }

    /// <summary>UTF-16 code units of the longest piece.</summary>
    public int Longest { get; }

    /// <summary>Lowest score of a normal piece.</summary>
    public float Lowest { get; }

    /// <summary>Highest score of a normal piece.</summary>
    public float Highest { get; }

    public bool TryFind(ReadOnlySpan<char> text, out int id, out ScoredPiece piece)
    {
        var isThere = _pieces.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var found);
        (id, piece) = found;
        return isThere;
    }

    /// <summary>The piece of that text; else the pieces of its UTF-8 bytes where the model has them all, else the unknown one.</summary>
    public IEnumerable<int> Ids(string text)
    {
        if (_pieces.TryGetValue(text, out var piece))
        {
            return [piece.Id];
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.All(_bytes.ContainsKey) ? bytes.Select(value => _bytes[value]) : [_unknown];
    }
}
