using System.Security.Cryptography;
using ModelCompression.Analysis;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads inputs of type <c>text</c>. An input with <c>sameAs</c> shows something else of the tokens of another one.</summary>
internal sealed class TextSpecParser(SpecObject inputs)
{
    public const int DefaultLength = 512;
    public const int MaxTokens = 1 << 16;

    private const long MaxVocabularyBytes = 64 << 20;

    private static readonly string[] Keys = ["type", "tokenizer", "vocab", "vocabSha256", "lowercase", "start", "end", "padToken", "maxLength", "pad", "specials", "emit"];
    private static readonly string[] MergeKeys = ["merges", "mergesSha256", "addPrefixSpace"];
    private static readonly string[] UnknownKeys = ["unknownToken"];

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
        var kinds = new Catalog().Of<ITokenizerKind>();
        var entry = kinds[spec.Choice("tokenizer", null, [.. kinds.Select((kind, index) => (kind.Id, index))])];
        var kind = entry.Create<ITokenizerKind>();
        spec.RequireKeys([.. Keys, .. kind.Defaults.TakesMerges ? MergeKeys : [], .. kind.Defaults.TakesUnknown ? UnknownKeys : []]);
        var specials = spec.Flag("specials", true);
        var template = TemplateOf(spec, kind.Defaults.Template);
        var options = new TokenizerOptions(template, spec.Flag("lowercase", kind.Defaults.Lowercase), specials, spec.Choice("pad", TextPadding.Longest, SpecNames.Paddings) == TextPadding.Max)
        {
            AddPrefixSpace = spec.Flag("addPrefixSpace", false),
        };
        if (options.Pads && template.Padding is null)
        {
            throw spec.Error("padToken", "is missing; \"pad\": \"max\" needs the token that fills texts up");
        }

        var fewest = specials ? template.Start.Count + template.End.Count + 1 : 1;
        var maxLength = spec.Has("maxLength") ? spec.Whole("maxLength", spec.Required("maxLength"), fewest, MaxTokens) : DefaultLength;
        var (vocabulary, content) = Read(spec, "vocab");
        var (merges, mergeContent) = spec.Has("merges") ? Read(spec, "merges") : (null, null);
        try
        {
            return new TextSource(name, entry.Id, vocabulary, options.Lowercase, maxLength, options.Pads ? TextPadding.Max : TextPadding.Longest, specials)
            {
                Merges = merges,
                AddPrefixSpace = kind.Defaults.TakesMerges ? options.AddPrefixSpace : null,
                Template = template,
                Tokenizer = kind.Create(new VocabularyFiles(content, mergeContent), options),
            };
        }
        catch (VocabularyException problem)
        {
            throw spec.Error("vocab", $"names '{vocabulary.Name}', which {problem.Message}");
        }
    }

    private static TokenTemplate TemplateOf(SpecObject spec, TokenTemplate absent) => new(
        spec.Texts("start", absent.Start),
        spec.Texts("end", absent.End),
        spec.Has("padToken") ? spec.Text("padToken") : absent.Padding,
        spec.Has("unknownToken") ? spec.Text("unknownToken") : absent.Unknown);

    /// <summary>A file that a key names, whose hash must be that of the key with <c>Sha256</c> behind it where there is one.</summary>
    private static (SpecDataFile File, byte[] Content) Read(SpecObject spec, string key)
    {
        var path = spec.FilePath(key);
        var content = DataFile.ReadAllBytes(path, MaxVocabularyBytes);
        var file = new SpecDataFile(spec.Text(key).Replace('\\', '/'), path, Convert.ToHexStringLower(SHA256.HashData(content)));
        var hash = key + "Sha256";
        return !spec.Has(hash) || spec.Text(hash) == file.Sha256
            ? (file, content)
            : throw spec.Error(hash, $"is not the hash of '{file.Name}', which is {file.Sha256}; take the file it was written for, or leave the key out");
    }
}
