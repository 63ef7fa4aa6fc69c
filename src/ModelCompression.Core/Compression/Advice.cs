using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>Says so when a compression brought nothing.</summary>
internal static class Advice
{
    /// <summary>Ratios above this are within the noise of equal speed.</summary>
    private const double EqualSpeed = 0.95;

    public static void Report(CompressionRequest request, long originalBytes, CandidateRecord candidate, EvaluationRecord evaluation, IDiagnostics diagnostics)
    {
        if (candidate.Diagnostics.Any(diagnostic => diagnostic.Code == Codes.AlreadyQuantized))
        {
            return;
        }

        if (candidate.Layers.Count == 0 && candidate.Sparsity is null)
        {
            diagnostics.Report(Diagnostic.Warning(Codes.NothingToCompress,
                $"Model '{request.Name}' has nothing this recipe can compress{(candidate.Skipped.Count > 0 ? $"; for example '{candidate.Skipped[0].Node}': {candidate.Skipped[0].Why}" : "")}. The report lists every reason."));
        }
        else if (candidate.SizeBytes >= originalBytes)
        {
            diagnostics.Report(Diagnostic.Warning(Codes.NoGain, FormattableString.Invariant(
                $"Model '{request.Name}' did not get smaller ({originalBytes:N0} to {candidate.SizeBytes:N0} bytes){(candidate.Sparsity is null ? "" : ": zeros only pay in packed or compressed storage")}.")));
        }
        else if (evaluation.Latency.UpperQuartile < EqualSpeed)
        {
            // A note: it rests on timing, and equal builds must give equal warnings.
            diagnostics.Report(Diagnostic.Note(Codes.NoGain, FormattableString.Invariant(
                $"Model '{request.Name}' got slower: {evaluation.Latency.Ratio:0.00} times the original's speed at one thread on {evaluation.Result.CpuClass}.")));
        }
    }
}
