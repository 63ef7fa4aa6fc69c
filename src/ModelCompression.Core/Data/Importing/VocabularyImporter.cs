using System.Text.Json.Nodes;
using ModelCompression.Analysis;
using ModelCompression.Data.Text;

namespace ModelCompression.Data.Importing;

/// <summary>Imports BERT's <c>vocab.txt</c>: WordPiece with the usual special tokens. Letters are lowered when no token of the vocabulary has a capital one.</summary>
[Strategy("vocab-txt", "vocab.txt of a BERT model.")]
internal sealed class VocabularyImporter : ISpecImporter
{
    public bool Recognizes(ImportSource source) => Path.GetExtension(source.FileName).Equals(".txt", StringComparison.OrdinalIgnoreCase);

    public JsonObject Import(ImportSource source)
    {
        try
        {
            var tokens = VocabularyLines.Read(source.Content).Keys.Where(token => !token.StartsWith('['));
            var tokenizer = new JsonObject { ["tokenizer"] = "bert-wordpiece", ["vocab"] = source.FileName, ["lowercase"] = !tokens.Any(token => token.Any(char.IsUpper)) };
            return TextInputs.Spec(source, tokenizer, null);
        }
        catch (VocabularyException problem)
        {
            throw source.Error($"it {problem.Message}");
        }
    }
}
