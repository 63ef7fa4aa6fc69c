using ModelCompression.Data.Text;

namespace ModelCompression.Data.Preprocessing;

/// <summary>The input is made of a text: tokens, cut to a length, perhaps padded.</summary>
/// <param name="Source">How the text becomes tokens; the same object for all inputs that show the same tokens.</param>
/// <param name="Emit">What the input shows of the tokens.</param>
public sealed record TextInputSpec(TextSource Source, TextEmit Emit) : InputSpec;

/// <summary>How a text becomes tokens.</summary>
/// <param name="Input">The input that states it; others refer to it with <c>sameAs</c>.</param>
/// <param name="TokenizerId">The kind of tokenizer.</param>
/// <param name="Vocabulary">The file of tokens.</param>
/// <param name="Lowercase">Whether letters are lowered first; BERT's tokenizer takes accents away, too.</param>
/// <param name="MaxLength">Tokens beyond this many, special ones included, are cut off.</param>
/// <param name="Specials">Whether the special tokens around a text are added.</param>
public sealed record TextSource(string Input, string TokenizerId, SpecDataFile Vocabulary, bool Lowercase, int MaxLength, TextPadding Padding, bool Specials)
{
    /// <summary>The file of merges, where the tokenizer has one beside the vocabulary.</summary>
    public SpecDataFile? Merges { get; init; }

    /// <summary>Whether a space is put in front of a text; null for tokenizers that know no such thing.</summary>
    public bool? AddPrefixSpace { get; init; }

    /// <summary>The special tokens.</summary>
    public required TokenTemplate Template { get; init; }

    /// <summary>Makes the tokens; ready to use.</summary>
    public required ITextTokenizer Tokenizer { get; init; }
}

/// <summary>A file that a spec names.</summary>
/// <param name="Name">The path as the spec has it, relative to the spec's folder.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Sha256">Lower-case hash of the content.</param>
public sealed record SpecDataFile(string Name, string Path, string Sha256);

/// <summary>What an input shows of the tokens of a text.</summary>
public enum TextEmit
{
    /// <summary>Their ids.</summary>
    Ids,

    /// <summary>1 for a token, 0 for padding.</summary>
    Mask,

    /// <summary>The number of the text a token belongs to: 0, since there is one text.</summary>
    Types,
}

/// <summary>Up to which length texts are padded.</summary>
public enum TextPadding
{
    /// <summary>The longest text of a batch: with one text a run, none is padded.</summary>
    Longest,

    /// <summary>Always the maximal length.</summary>
    Max,
}
