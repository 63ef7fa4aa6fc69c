namespace ModelCompression.Data.Text;

/// <summary>Turns texts into token ids. Thread-safe.</summary>
public interface ITextTokenizer
{
    /// <summary>Id that fills up a text; 0 for a vocabulary without such a token.</summary>
    int PadId { get; }

    /// <summary>The ids of a text, special tokens included where they are asked for.</summary>
    /// <param name="maxLength">Ids beyond this many are cut off at the end of the text, inside the special tokens.</param>
    IReadOnlyList<int> Encode(string text, int maxLength);

    /// <summary>True for the ids of a text of which the vocabulary knows nothing: beside special tokens all are the one for what is unknown.</summary>
    bool IsUnknown(IReadOnlyList<int> ids);
}
