using System.Text;
using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

/// <summary>Writes small SentencePiece models.</summary>
internal static class SentencePieces
{
    public const int Unigram = 1;
    public const int Bpe = 2;

    /// <summary><c>▁</c> is a space; 0 to 2 are special.</summary>
    public static readonly ScoredPiece[] Pieces =
    [
        new("<unk>", 0, PieceKind.Unknown), new("<s>", 0, PieceKind.Control), new("</s>", 0, PieceKind.Control),
        new("▁", -3, PieceKind.Normal), new("a", -3, PieceKind.Normal), new("b", -3.5f, PieceKind.Normal), new("ab", -4, PieceKind.Normal),
        new("▁a", -2, PieceKind.Normal), new("▁ab", -6, PieceKind.Normal), new("bb", -5, PieceKind.Normal),
    ];

    public static byte[] Model(int type, IEnumerable<ScoredPiece> pieces, byte[]? charsMap = null)
    {
        using var file = new MemoryStream();
        foreach (var piece in pieces)
        {
            using var message = new MemoryStream();
            ProtobufFields.Write(message, 1, Encoding.UTF8.GetBytes(piece.Text));
            ProtobufFields.Write(message, 2, piece.Score);
            ProtobufFields.Write(message, 3, (long)piece.Kind);
            ProtobufFields.Write(file, 1, message.ToArray());
        }

        using var trainer = new MemoryStream();
        ProtobufFields.Write(trainer, 3, type);
        ProtobufFields.Write(file, 2, trainer.ToArray());
        using var normalizer = new MemoryStream();
        if (charsMap is not null)
        {
            ProtobufFields.Write(normalizer, 2, charsMap);
        }

        ProtobufFields.Write(file, 3, normalizer.ToArray());
        return file.ToArray();
    }

    /// <summary>A normalizer's table that turns the ASCII letter <paramref name="from"/> into a text: a double array with two states, then the texts (Yata et al., 2007).</summary>
    public static byte[] CharsMap(char from, string to)
    {
        const int Base = 256;
        const uint Leaf = 1u << 8;
        var units = new uint[Base * 2];
        units[0] = Base << 10;
        units[Base ^ from] = from | Leaf | (1u << 10);
        units[Base ^ from ^ 1] = 1u << 31;
        byte[] trie = [.. units.SelectMany(BitConverter.GetBytes)];
        return [.. BitConverter.GetBytes((uint)trie.Length), .. trie, .. Encoding.UTF8.GetBytes(to), 0];
    }
}
