using System.Security.Cryptography;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads the tokens of an output that becomes a text.</summary>
internal static class CtcSpecParser
{
    /// <summary>The decoding that has them.</summary>
    public const string Decoding = "ctc-greedy";

    private const long MaxVocabularyBytes = 64 << 20;

    /// <summary>What only this decoding has.</summary>
    public static IReadOnlyList<string> Keys => ["vocab", "vocabSha256", "blank", "wordDelimiter"];

    /// <exception cref="UserErrorException">MC2011: names the key and what is allowed; MC2003, MC2008: the vocabulary cannot be read.</exception>
    public static CtcSpec Parse(SpecObject output)
    {
        var path = output.FilePath("vocab");
        var content = DataFile.ReadAllBytes(path, MaxVocabularyBytes);
        var file = new SpecDataFile(output.Text("vocab").Replace('\\', '/'), path, Convert.ToHexStringLower(SHA256.HashData(content)));
        if (output.Has("vocabSha256") && output.Text("vocabSha256") != file.Sha256)
        {
            throw output.Error("vocabSha256", $"is not the hash of '{file.Name}', which is {file.Sha256}; take the vocabulary it was written for, or leave the key out");
        }

        try
        {
            var ids = Ids(content, file.Name);
            string[] tokens = [.. ids.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
            return new CtcSpec(file, tokens, Blank(output, ids), output.Has("wordDelimiter") ? output.TextOrNone("wordDelimiter") : "|");
        }
        catch (VocabularyException problem)
        {
            throw output.Error("vocab", $"names '{file.Name}', which {problem.Message}");
        }
    }

    /// <summary>Tokens of a JSON object of tokens and ids, or of lines: a token each, or a token, a space and its id.</summary>
    private static IReadOnlyDictionary<string, int> Ids(byte[] content, string name)
    {
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var ids = TokenizerJson.ParseVocabulary(content);
            return ids.Values.Max() == ids.Count - 1 ? ids : throw new VocabularyException(FormattableString.Invariant($"has {ids.Count} tokens with ids up to {ids.Values.Max()}; ids must have no gaps"));
        }

        var lines = VocabularyLines.Read(content);
        if (!lines.All(line => line.Key.EndsWith(FormattableString.Invariant($" {line.Value}"), StringComparison.Ordinal)))
        {
            return lines;
        }

        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var token = line.Key[..line.Key.LastIndexOf(' ')];
            if (!tokens.TryAdd(token, line.Value))
            {
                throw new VocabularyException(FormattableString.Invariant($"has the token '{token}' a second time in line {line.Value + 1}"));
            }
        }

        return tokens;
    }

    /// <summary>A token, or its id; the id after the last token is one, too.</summary>
    private static int Blank(SpecObject output, IReadOnlyDictionary<string, int> ids)
    {
        var value = output.Required("blank");
        if (value.Kind == SpecKind.Number)
        {
            return output.Whole("blank", value, 0, ids.Count);
        }

        var token = output.Text("blank");
        return ids.TryGetValue(token, out var id) ? id : throw output.Error("blank", $"is \"{token}\", which the vocabulary does not hold; give the token that stands for none, or its id from 0 to {ids.Count}");
    }
}
