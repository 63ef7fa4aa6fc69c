namespace ModelCompression.Data.Text;

/// <summary>One kind of tokenizer. Implementations carry a <c>Strategy</c> attribute whose id is the word in the preprocessing spec.</summary>
internal interface ITokenizerKind
{
    /// <summary>What holds where a spec says nothing, and which keys it may have.</summary>
    TokenizerDefaults Defaults { get; }

    /// <summary>Makes a tokenizer, after checking the vocabulary.</summary>
    /// <exception cref="VocabularyException">The files are not what this kind needs.</exception>
    ITextTokenizer Create(VocabularyFiles files, TokenizerOptions options);
}

/// <summary>What a kind of tokenizer does where a spec says nothing.</summary>
/// <param name="Lowercase">Whether letters are lowered.</param>
/// <param name="TakesMerges">Whether a second file may list merges, and a space be added in front.</param>
/// <param name="TakesUnknown">Whether a spec names the token for what is unknown; otherwise the vocabulary does.</param>
internal sealed record TokenizerDefaults(TokenTemplate Template, bool Lowercase, bool TakesMerges, bool TakesUnknown);

/// <summary>Contents of the files a spec names.</summary>
/// <param name="Merges">Null where the vocabulary holds everything.</param>
internal sealed record VocabularyFiles(ReadOnlyMemory<byte> Vocabulary, byte[]? Merges = null);

/// <summary>What a spec asks of a tokenizer.</summary>
/// <param name="Lowercase">Lower letters first; BERT's tokenizer takes accents away, too.</param>
/// <param name="Specials">Add the special tokens around a text.</param>
/// <param name="Pads">Texts will be padded, which takes a token.</param>
internal sealed record TokenizerOptions(TokenTemplate Template, bool Lowercase, bool Specials, bool Pads)
{
    /// <summary>Put a space in front of a text that does not start with one.</summary>
    public bool AddPrefixSpace { get; init; }
}

/// <summary>A vocabulary a tokenizer cannot use; the message goes on after the name of the file.</summary>
internal sealed class VocabularyException(string problem) : Exception(problem);
