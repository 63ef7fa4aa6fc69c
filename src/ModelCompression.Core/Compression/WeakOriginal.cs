using ModelCompression.Diagnostics;
using ModelCompression.Metrics;

namespace ModelCompression.Compression;

/// <summary>Says so when the original itself gets nothing right: then nothing can be lost, and every candidate passes a limit on the loss.</summary>
internal static class WeakOriginal
{
    /// <summary>Share of the metric's best value that counts as nothing.</summary>
    private const double Nothing = 0.001;

    public static void Warn(CompressionRequest request, EvaluationRecord evaluation, DataSets data, IDiagnostics diagnostics)
    {
        if (data.IsGated && evaluation.Result is { Better: Direction.Higher, Bound: { } bound } result && result.Original < Nothing * bound)
        {
            diagnostics.Report(Diagnostic.Warning(Codes.WeakOriginal, FormattableString.Invariant(
                $"Model '{request.Name}': the original itself has {result.Metric} {result.Original:0.####} on ValidationData '{data.EvaluationName(request)}', so there is nothing to lose and the limit on the loss means nothing. Check the labels, the order of the classes, and the preprocessing spec with its decoding.")));
        }
    }
}
