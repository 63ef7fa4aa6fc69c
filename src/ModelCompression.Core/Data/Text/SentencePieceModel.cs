using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>What a piece of a SentencePiece model is.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}

/// <summary>A piece and its score; the higher, the sooner it is taken.</summary>
internal readonly record struct ScoredPiece(string Text, float Score, PieceKind Kind);

/// <summary>A SentencePiece model (sentencepiece_model.proto of the library), from a <c>.model</c> file or the Unigram model of a <c>tokenizer.json</c>.</summary>
/// <param name="Pieces">The place is the id.</param>
/// <param name="IsUnigram">Unigram language model, else BPE.</param>
/// <param name="UnknownId">The one piece for what is unknown.</param>
/// <param name="File">The model as the library reads it.</param>
internal sealed record SentencePieceModel(IReadOnlyList<ScoredPiece> Pieces, bool IsUnigram, int UnknownId, ReadOnlyMemory<byte> File)
{
    private const int Unigram = 1;
    private const int Bpe = 2;
    private const int PieceField = 1;
    private const int TrainerField = 2;
    private const int NormalizerField = 3;
    private const int TableField = 2;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>What the normalizer makes of characters; null for nothing.</summary>
    public CharacterMap? Characters { get; init; }

    /// <summary>Special tokens that were added to the pieces, by their text; they win over pieces of the same text.</summary>
    public IReadOnlyDictionary<string, int> Added { get; init; } = new Dictionary<string, int>();

    /// <exception cref="VocabularyException">Damaged, of another type than Unigram or BPE, or without exactly one unknown piece.</exception>
    public static SentencePieceModel Read(ReadOnlyMemory<byte> file)
    {
        var fields = ProtobufFields.Read(file);
        var pieces = fields.Where(field => field.Number == PieceField).Select(field => PieceOf(field.Bytes)).ToArray();
        var type = (int)(fields.Where(field => field.Number == TrainerField).SelectMany(field => ProtobufFields.Read(field.Bytes)).LastOrDefault(field => field.Number == 3, new(3, Unigram, default)).Value);
        if (type is not (Unigram or Bpe))
        {
            throw new VocabularyException("is a SentencePiece model of another type than Unigram or BPE");
        }

        var table = fields.Where(field => field.Number == NormalizerField).SelectMany(field => ProtobufFields.Read(field.Bytes)).LastOrDefault(field => field.Number == TableField).Bytes;
        return Checked(new SentencePieceModel(pieces, type == Unigram, Array.FindIndex(pieces, piece => piece.Kind == PieceKind.Unknown), file)
        {
            Characters = table.Length == 0 ? null : CharacterMap.Read(table.Span),
        });
    }

    /// <summary>A Unigram model of a <c>tokenizer.json</c>, written as a SentencePiece model.</summary>
    /// <param name="charsMap">The normalizer's table, as a SentencePiece model has it; empty for none.</param>
    /// <param name="trims">Whether white space is taken off both ends and several in a row become one.</param>
    /// <exception cref="VocabularyException">No pieces, or no unknown one.</exception>
    public static SentencePieceModel FromJson(TokenizerJson json, ReadOnlySpan<byte> charsMap, bool trims)
    {
        var unknown = json.ModelWhole("unk_id") ?? -1;
        var special = json.AddedTokens;
        var fallsBack = json.ModelFlag("byte_fallback");
        var pieces = json.Pieces().Select((piece, id) => new ScoredPiece(piece.Text, (float)piece.Score,
            id == unknown ? PieceKind.Unknown
            : special.ContainsKey(piece.Text) ? PieceKind.Control
            : fallsBack && piece.Text is ['<', '0', 'x', _, _, '>'] ? PieceKind.Byte
            : PieceKind.Normal)).ToArray();
        using var file = new MemoryStream();
        foreach (var piece in pieces)
        {
            using var message = new MemoryStream();
            ProtobufFields.Write(message, 1, Encoding.UTF8.GetBytes(piece.Text));
            ProtobufFields.Write(message, 2, piece.Score);
            ProtobufFields.Write(message, 3, (long)piece.Kind);
            ProtobufFields.Write(file, PieceField, message.ToArray());
        }

        ProtobufFields.Write(file, TrainerField, Message((3, Unigram)));
        ProtobufFields.Write(file, NormalizerField, Message((3, 1), (4, trims ? 1 : 0), (5, 1)));
        return Checked(new SentencePieceModel(pieces, true, unknown, file.ToArray()) { Added = special, Characters = charsMap.Length == 0 ? null : CharacterMap.Read(charsMap) });
    }

    /// <summary>
    /// The file as the library is to read it, for what it does with white space: its type set to Unigram, without a table of characters (one that takes some out is not followed), and with sentences
    /// that start and end with the unknown piece, since it wants some. Of a field that is there twice, the last one counts.
    /// </summary>
    public byte[] ForWhiteSpace()
    {
        using var type = new MemoryStream();
        ProtobufFields.Write(type, TrainerField, Message((3, Unigram), (40, UnknownId), (41, UnknownId), (42, UnknownId)));
        using var table = new MemoryStream();
        ProtobufFields.Write(table, TableField, []);
        ProtobufFields.Write(type, NormalizerField, table.ToArray());
        return [.. File.Span, .. type.ToArray()];
    }

    private static byte[] Message(params (int Field, long Value)[] values)
    {
        using var message = new MemoryStream();
        foreach (var (field, value) in values)
        {
            ProtobufFields.Write(message, field, value);
        }

        return message.ToArray();
    }

    private static SentencePieceModel Checked(SentencePieceModel model)
    {
        if (model.UnknownId < 0 || model.UnknownId >= model.Pieces.Count || model.Pieces.Count(piece => piece.Kind == PieceKind.Unknown) != 1)
        {
            throw new VocabularyException(model.Pieces.Count == 0 ? "holds no pieces: it is no SentencePiece model" : "needs exactly one piece for what is unknown");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, piece) in model.Pieces.Index())
        {
            if (piece.Text.Length == 0 || !seen.Add(piece.Text) || !float.IsFinite(piece.Score) || !Enum.IsDefined(piece.Kind))
            {
                throw new VocabularyException(FormattableString.Invariant($"has an empty piece, one that is there twice, or one without a number as score: '{piece.Text}', id {id}"));
            }
        }

        return model;
    }

    private static ScoredPiece PieceOf(ReadOnlyMemory<byte> message)
    {
        var (text, score, kind) = ("", 0f, PieceKind.Normal);
        foreach (var field in ProtobufFields.Read(message))
        {
            switch (field.Number)
            {
                case 1: text = TextOf(field.Bytes); break;
                case 2: score = BitConverter.UInt32BitsToSingle((uint)field.Value); break;
                case 3: kind = (PieceKind)(int)Math.Min(field.Value, int.MaxValue); break;
            }
        }

        return new ScoredPiece(text, score, kind);
    }

    private static string TextOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new VocabularyException("has a piece that is not UTF-8 text, so it is no SentencePiece model");
        }
    }
}
