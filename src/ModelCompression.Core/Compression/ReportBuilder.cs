using ModelCompression.Diagnostics;
using ModelCompression.Gating;
using ModelCompression.Metrics;
using ModelCompression.Reporting;

namespace ModelCompression.Compression;

/// <summary>Turns a result, or a failure, into the record that reports are written from.</summary>
public static class ReportBuilder
{
    public static ModelReport Of(CompressionResult result, string toolVersion, IReadOnlyList<Diagnostic> diagnostics)
    {
        var measured = result.Evaluation.Result;
        var fidelity = measured.Fidelity;
        var latency = result.Evaluation.Latency;
        var report = new ModelReport
        {
            Model = result.Request.Name,
            Output = result.Accepted ? result.Request.Relative(result.Request.OutputPath) : null,
            OriginalBytes = result.OriginalBytes,
            Bytes = result.Candidate.SizeBytes,
            Metric = MetricOf(result, measured),
            Fidelity = new Reporting.FidelityReport(fidelity.Cosine, fidelity.SqnrDecibels, fidelity.MaxAbsoluteError, fidelity.ArgmaxAgreement ?? double.NaN)
            {
                Top5Overlap = fidelity.TopOverlap ?? double.NaN,
                KlDivergence = fidelity.KlDivergence ?? double.NaN,
            },
            Verdict = result.IsGated || !result.Verdict.Passed ? result.Verdict.Decision.ToString() : "NotGated",
            Gates = GatesOf(result),
            Reasons = [.. result.Verdict.Reasons.Select(reason => reason.Sentence + ".")],
            Changed = [.. measured.Changed.Select(changed => new ChangedReport(changed.Sample, changed.Class, changed.IsBroken ? "broken" : "repaired") { Before = changed.Before, After = changed.After })],
            Thumbnails = result.Thumbnails,
            Classes = [.. ClassCounts.Of(measured.Outcomes).Select(found => new ClassReport(found.Class, found.Samples, found.Counts.OriginalRight, found.Counts.CompressedRight))],
            Confusions = [.. measured.Confusions.Select(found => new ConfusionReport(found.Class, found.Answer, found.Original, found.Compressed))],
            Latency = latency.Pairs == 0 ? null : new LatencyReport(latency.Ratio, latency.LowerQuartile, latency.UpperQuartile, latency.OriginalMilliseconds, latency.CompressedMilliseconds, latency.Pairs),
            Cpu = new CpuReport(measured.CpuClass),
            Layers = [.. result.Candidate.Layers.Select(LayerOf)],
            Schemes = result.Candidate.Schemes,
            Skipped = [.. result.Candidate.Skipped.Select(skipped => new SkippedReport(skipped.Node, skipped.Why))],
            Sparsity = result.Candidate.Sparsity,
            Recipe = result.Candidate.Recipe,
            RecipeFile = result.Candidate.Recipe.Count == 0 ? null : ResolvedRecipe.ToJson(result.Candidate.Recipe, result.Candidate.Rules),
            Data = result.Data,
            Preprocessing = result.Preprocessing,
            Versions = new VersionReport(toolVersion, measured.Runtime),
            Diagnostics = [.. diagnostics.Select(DiagnosticOf)],
        };
        return report with { Summary = SummaryLine.Of(report) };
    }

    /// <summary>A report on a model that never got as far as a measurement.</summary>
    public static ModelReport OfError(string model, string toolVersion, IReadOnlyList<Diagnostic> diagnostics)
    {
        var report = new ModelReport
        {
            Model = model,
            Verdict = "Error",
            Versions = new VersionReport(toolVersion, ""),
            Diagnostics = [.. diagnostics.Select(DiagnosticOf)],
        };
        return report with { Summary = model.Length == 0 ? null : SummaryLine.Of(report) };
    }

    private static LayerReport LayerOf(Quantization.LayerChoice layer) => new(layer.Node, layer.Operator, layer.Scheme, layer.Note)
    {
        Bits = layer.Bits,
        Min = layer.Facts?.Min,
        Max = layer.Facts?.Max,
        Scale = layer.Facts?.Scale,
        ZeroPoint = layer.Facts?.ZeroPoint,
        Calibrator = layer.Facts?.Calibrator,
        WeightSqnrDb = layer.Facts?.WeightDecibels,
        OutputSqnrDb = layer.Facts?.OutputDecibels,
        SensitivityDb = layer.Sensitivity,
        Runtime = layer.Facts?.Runtime,
    };

    private static MetricReport MetricOf(CompressionResult result, EvaluationResult measured) => new(
        measured.Metric, measured.Original, measured.Compressed, measured.Drop, measured.Samples,
        measured.Counts?.Broken ?? 0, measured.Counts?.Repaired ?? 0, result.Request.Options.MaxMetricDrop, result.Request.Options.MinMetric)
    {
        IsGated = result.IsGated,
        Parts = measured.Parts is { } parts ? new PartsReport(parts.Mode, parts.Drops, parts.Mean, parts.StandardError) : null,
        Interval = DropInterval.Of(measured, result.Request.Options.Confidence) is { } interval
            ? new IntervalReport(interval.Lower, interval.Upper, interval.Confidence)
            {
                McNemar = interval.McNemar,
                SamplesToDecide = DropInterval.SamplesToDecide(measured, result.Request.Options.MaxMetricDrop, interval.Confidence),
            }
            : null,
    };

    private static IReadOnlyList<GateReport> GatesOf(CompressionResult result)
    {
        var options = result.Request.Options;
        var limits = new (string Name, bool IsSet, bool NeedsData)[] { ("MaxMetricDrop", true, true), ("MinMetric", options.MinMetric is not null, true), ("MaxClassDrop", options.MaxClassDrop is not null, true), ("MaxSize", options.MaxSizeBytes is not null, false) };
        return [.. limits.Where(limit => limit.IsSet).Select(limit => result.Verdict.Reasons.FirstOrDefault(reason => reason.Gate == limit.Name) is { } reason
            ? new GateReport(limit.Name, reason.Code == Codes.Undecided ? "Inconclusive" : "Fail", reason.Code != Codes.Undecided || result.Verdict.MustBeShown, reason.Sentence + ".")
            : limit.NeedsData && !result.IsGated ? new GateReport(limit.Name, "NotGated", false, "There is no ValidationData.") : new GateReport(limit.Name, "Pass", false, null))];
    }

    private static DiagnosticReport DiagnosticOf(Diagnostic diagnostic) =>
        new(diagnostic.Code, diagnostic.Severity.ToString().ToLowerInvariant(), diagnostic.Message, diagnostic.Where is null ? null : Path.GetFileName(diagnostic.Where));
}
