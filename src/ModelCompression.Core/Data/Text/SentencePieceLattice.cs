using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>
/// SentencePiece's Unigram model (Kudo 2018): of all ways to split a text into pieces the one with the highest sum of scores, in single precision from left to right; of equal ones the
/// one whose last piece starts first, as in the library, so that ties come out alike. A character that is no piece scores 10 less than the lowest one.
/// </summary>
internal sealed class SentencePieceLattice(PieceTable pieces) : ISegmenter
{
    private const float UnknownPenalty = 10;
    private const float UserDefinedPenalty = 0.1f;

    public IEnumerable<int> Encode(string text)
    {
        var scores = new float[text.Length + 1];
        var starts = new int[text.Length + 1];
        Array.Fill(starts, -1, 1, text.Length);
        for (var start = 0; start < text.Length;)
        {
            var first = RuneLength(text, start);
            var isKnown = false;
            for (var length = first; length <= Math.Min(pieces.Longest, text.Length - start); length++)
            {
                if (pieces.TryFind(text.AsSpan(start, length), out _, out var piece))
                {
                    Take(start, length, ScoreOf(piece));
                    isKnown |= length == first;
                }
            }

            if (!isKnown)
            {
                Take(start, first, pieces.Lowest - UnknownPenalty);
            }

            start += first;
        }

        var found = new List<string>();
        for (var end = text.Length; end > 0; end = starts[end])
        {
            found.Add(text[starts[end]..end]);
        }

        return found.AsEnumerable().Reverse().SelectMany(pieces.Ids);

        void Take(int start, int length, float score)
        {
            var sum = score + scores[start];
            if (starts[start + length] < 0 || sum > scores[start + length])
            {
                (scores[start + length], starts[start + length]) = (sum, start);
            }
        }
    }

    /// <summary>Pieces that a user added win over all others.</summary>
    private float ScoreOf(ScoredPiece piece) => piece.Kind == PieceKind.UserDefined ? (Encoding.UTF8.GetByteCount(piece.Text) * pieces.Highest) - UserDefinedPenalty : piece.Score;

    /// <summary>A lone half of a surrogate pair counts as a character.</summary>
    private static int RuneLength(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
}
