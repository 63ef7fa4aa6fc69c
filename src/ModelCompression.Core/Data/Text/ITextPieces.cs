namespace ModelCompression.Data.Text;

/// <summary>Splits texts into the pieces of one vocabulary and knows nothing of special tokens around them. Thread-safe.</summary>
internal interface ITextPieces
{
    /// <summary>Id of what stands for everything else; null when there is none.</summary>
    int? UnknownId { get; }

    /// <summary>Id of a space alone, which says nothing of a text; null when there is none.</summary>
    int? SpaceId => null;

    /// <summary>Special tokens that stand for themselves when they are written out in a text, beside those of a template.</summary>
    IReadOnlyCollection<string> Written { get; }

    /// <summary>Id of a token by its text in the vocabulary, special ones included.</summary>
    int? IdOf(string token);

    /// <summary>Adds the ids of a text, which may be empty.</summary>
    void Encode(string text, List<int> ids);
}
