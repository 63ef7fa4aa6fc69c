using ModelCompression.Data;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>
/// Counts texts of which the vocabulary knows nothing, so that all their tokens are the unknown one: a model can only guess there. One such text may be data; many are the
/// wrong vocabulary, case or language.
/// </summary>
internal sealed class UnknownTexts(PreprocessingSpec? spec)
{
    private readonly (string Input, ITextTokenizer Tokenizer)[] _texts =
    [
        .. (spec?.Inputs ?? new Dictionary<string, InputSpec>()).OrderBy(input => input.Key, StringComparer.Ordinal)
            .Where(input => input.Value is TextInputSpec { Emit: TextEmit.Ids }).Select(input => (input.Key, ((TextInputSpec)input.Value).Source.Tokenizer)),
    ];

    /// <summary>Samples seen so far whose texts are unknown.</summary>
    public int Count { get; private set; }

    /// <summary>The samples as they are, counted on the way.</summary>
    public IEnumerable<Sample> Counted(IEnumerable<Sample> samples)
    {
        foreach (var sample in samples)
        {
            Count += _texts.Length > 0 && Array.TrueForAll(_texts, text => text.Tokenizer.IsUnknown(Ids(sample.Inputs[text.Input]))) ? 1 : 0;
            yield return sample;
        }
    }

    public static void Warn(CompressionRequest request, EvaluationRecord evaluation, string data, IDiagnostics diagnostics)
    {
        if (evaluation.UnknownTexts is > 0 and var count)
        {
            diagnostics.Report(Diagnostic.Warning(Codes.UnknownTexts, FormattableString.Invariant(
                $"Model '{request.Name}': of {count:N0} {(count == 1 ? "text" : "texts")} of '{data}' the vocabulary knows nothing, so the model sees unknown tokens alone. Check the vocabulary, whether letters are lowered as in training (lowercase), and the language.")));
        }
    }

    private static int[] Ids(TensorData ids) => ids.Element == ElementType.Int64
        ? Array.ConvertAll(ids.AsSpan<long>().ToArray(), id => (int)id)
        : ids.AsSpan<int>().ToArray();
}
