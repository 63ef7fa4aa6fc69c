namespace ModelCompression.Data.Text;

/// <summary>
/// SentencePiece's BPE on normalized text: the two neighbours whose joined text is the piece of the highest score, the first of equals, become one until no joined text is a
/// piece. A character that is no piece becomes its UTF-8 bytes where the model has pieces for bytes, else the unknown one.
/// </summary>
internal sealed class SentencePieceMerges(PieceTable pieces) : ISegmenter
{
    public IEnumerable<int> Encode(string text)
    {
        var symbols = new Symbols([.. text.EnumerateRunes().Select(rune => rune.ToString())]);
        var queue = new PriorityQueue<(int Left, int Right, string Joined), (float Score, int Left)>(
            Comparer<(float Score, int Left)>.Create((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Left.CompareTo(b.Left)));
        for (var i = 1; i < symbols.Texts.Length; i++)
        {
            Offer(i - 1, i);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            if (symbols.Texts[pair.Left].Length > 0 && symbols.Texts[pair.Right].Length > 0 && symbols.Texts[pair.Left] + symbols.Texts[pair.Right] == pair.Joined)
            {
                symbols.Join(pair.Left, pair.Right);
                Offer(symbols.Previous[pair.Left], pair.Left);
                Offer(pair.Left, symbols.Next[pair.Left]);
            }
        }

        return symbols.Texts.Where(symbol => symbol.Length > 0).SelectMany(pieces.Ids);

        void Offer(int left, int right)
        {
            if (left >= 0 && right >= 0 && pieces.TryFind(symbols.Texts[left] + symbols.Texts[right], out _, out var piece))
            {
                queue.Enqueue((left, right, symbols.Texts[left] + symbols.Texts[right]), (piece.Score, left));
            }
        }
    }

    /// <summary>Texts in a row; one that was joined to the one before it is empty.</summary>
    private sealed class Symbols(string[] texts)
    {
        public string[] Texts { get; } = texts;

        /// <summary>-1 before the first.</summary>
        public int[] Previous { get; } = [.. Enumerable.Range(-1, texts.Length)];

        /// <summary>-1 behind the last.</summary>
        public int[] Next { get; } = [.. Enumerable.Range(1, texts.Length).Select(next => next == texts.Length ? -1 : next)];

        public void Join(int left, int right)
        {
            Texts[left] += Texts[right];
            Texts[right] = "";
            Next[left] = Next[right];
            if (Next[right] >= 0)
            {
                Previous[Next[right]] = left;
            }
        }
    }
}
