namespace ModelCompression.Data.Text;

/// <summary>Turns texts into token ids. Thread-safe.</summary>
public interface ITextTokenizer
{
    /// <summary>Id that fills up a text; 0 for a vocabulary without such a token.</summary>
    int PadId { get; }

    /// <summary>The ids of a text, special tokens included where they are asked for.</summary>
    /// <param name="maxLength">Ids beyond this many are cut off at the end of the text, inside the special tokens.</param>
    IReadOnlyList<int> Encode(string text, int maxLength);
}

/// <summary>One kind of tokenizer. Implementations carry a <c>Strategy</c> attribute whose id is the word in the preprocessing spec.</summary>
internal interface ITokenizerKind
{
    /// <summary>Makes a tokenizer, after checking the vocabulary.</summary>
    /// <param name="vocabulary">Content of the vocabulary file.</param>
    /// <exception cref="VocabularyException">The content is not what this kind needs.</exception>
    ITextTokenizer Create(ReadOnlyMemory<byte> vocabulary, TokenizerOptions options);
}

/// <summary>What a spec asks of a tokenizer.</summary>
/// <param name="Lowercase">Lower letters and take accents away first.</param>
/// <param name="Specials">Add the special tokens around a text.</param>
/// <param name="Pads">Texts will be padded, which takes a token.</param>
internal sealed record TokenizerOptions(bool Lowercase, bool Specials, bool Pads);

/// <summary>A vocabulary a tokenizer cannot use; the message goes on after the name of the file.</summary>
internal sealed class VocabularyException(string problem) : Exception(problem);
