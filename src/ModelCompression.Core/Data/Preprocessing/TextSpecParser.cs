using System.Security.Cryptography;
using ModelCompression.Analysis;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads inputs of type <c>text</c>. An input with <c>sameAs</c> shows something else of the tokens of another one.</summary>
internal sealed class TextSpecParser(SpecObject inputs)
{
    private const int MaxTokens = 1 << 16;
    private const long MaxVocabularyBytes = 64 << 20;

    private readonly Dictionary<string, TextSource> _sources = new(StringComparer.Ordinal);

    /// <exception cref="UserErrorException">MC2011: names the key and what is allowed; MC2003, MC2008: the vocabulary cannot be read.</exception>
    public TextInputSpec Parse(string name)
    {
        var spec = inputs.Object(name);
        if (!spec.Has("sameAs"))
        {
            return new TextInputSpec(SourceOf(name), spec.Choice("emit", TextEmit.Ids, SpecNames.Emits));
        }

        spec.RequireKeys("type", "sameAs", "emit");
        var other = spec.Text("sameAs");
        if (!inputs.Has(other) || !inputs.Object(other).IsText || inputs.Object(other).Has("sameAs"))
        {
            throw spec.Error("sameAs", $"is \"{other}\"; it must name an input of type \"text\" that has no \"sameAs\" itself");
        }

        return new TextInputSpec(SourceOf(other), spec.Choice("emit", null, SpecNames.Emits));
    }

    private TextSource SourceOf(string name)
    {
        if (!_sources.TryGetValue(name, out var source))
        {
            _sources[name] = source = ReadSource(name, inputs.Object(name));
        }

        return source;
    }

    private static TextSource ReadSource(string name, SpecObject spec)
    {
        spec.RequireKeys("type", "tokenizer", "vocab", "vocabSha256", "lowercase", "maxLength", "pad", "specials", "emit");
        var kinds = new Catalog().Of<ITokenizerKind>();
        var kind = kinds[spec.Choice("tokenizer", null, [.. kinds.Select((entry, index) => (entry.Id, index))])];
        var specials = spec.Flag("specials", true);
        var lowercase = spec.Flag("lowercase", true);
        var padding = spec.Choice("pad", TextPadding.Longest, SpecNames.Paddings);
        var maxLength = spec.Has("maxLength") ? spec.Whole("maxLength", spec.Required("maxLength"), specials ? 3 : 1, MaxTokens) : 512;
        var path = spec.FilePath("vocab");
        var content = DataFile.ReadAllBytes(path, MaxVocabularyBytes);
        var file = new SpecDataFile(spec.Text("vocab").Replace('\\', '/'), path, Convert.ToHexStringLower(SHA256.HashData(content)));
        if (spec.Has("vocabSha256") && spec.Text("vocabSha256") != file.Sha256)
        {
            throw spec.Error("vocabSha256", $"is not the hash of '{file.Name}', which is {file.Sha256}; take the vocabulary it was written for, or leave the key out");
        }

        try
        {
            var tokenizer = kind.Create<ITokenizerKind>().Create(content, new TokenizerOptions(lowercase, specials, padding == TextPadding.Max));
            return new TextSource(name, kind.Id, file, lowercase, maxLength, padding, specials) { Tokenizer = tokenizer };
        }
        catch (VocabularyException problem)
        {
            throw spec.Error("vocab", $"names '{file.Name}', which {problem.Message}");
        }
    }
}
