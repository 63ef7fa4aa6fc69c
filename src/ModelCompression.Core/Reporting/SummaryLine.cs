using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelCompression.Reporting;

/// <summary>The one line per model in the build log.</summary>
public static class SummaryLine
{
    /// <summary>
    /// For example <c>digits.onnx: 1.7 MB -> 0.44 MB (3.9x), Top1 98.95% -> 98.97% (limit -1.0 pp), int8 static, 1.2x on AVX2</c>. One line whatever the
    /// names hold, and never a command of a build server (<c>::error::</c>, <c>##vso[</c>).
    /// </summary>
    public static string Of(ModelReport report)
    {
        var parts = new List<string>();
        if (report is { OriginalBytes: { } before, Bytes: { } after })
        {
            parts.Add(Invariant($"{Size(before)} -> {Size(after)} ({(double)before / Math.Max(1, after):0.0}x)"));
        }

        if (report.Metric is { } metric)
        {
            parts.Add(Accuracy(metric, metric.IsGated && report.Verdict != "NotGated"));
        }

        parts.Add(report.Verdict == "Error" ? Failure(report) : Scheme(report));
        if (report.Latency is { } latency && double.IsFinite(latency.Ratio))
        {
            parts.Add(report.Cpu is { Class: not "other" } cpu ? $"{Ratio(latency.Ratio)} on {cpu.Class.ToUpperInvariant()}" : Ratio(latency.Ratio));
        }

        var line = MarkdownText.Cut($"{ReportContent.FileName(report.Model)}: {string.Join(", ", parts)}", int.MaxValue);
        return Regex.Replace(line, "#{2,}", "#").TrimStart(':', ' ');
    }

    /// <summary>Original / compressed with two significant digits around 1: <c>1.2x</c>, <c>0.97x</c>.</summary>
    public static string Ratio(double ratio) => ratio < 1 ? Invariant($"{Math.Floor(ratio * 100) / 100:0.00}x") : Invariant($"{ratio:0.0}x");

    /// <summary>Bytes for people: MB = 10^6, kB = 10^3, two significant digits below 10.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 10_000_000 => Invariant($"{bytes / 1e6:0} MB"),
        >= 1_000_000 => Invariant($"{bytes / 1e6:0.0} MB"),
        >= 100_000 => Invariant($"{bytes / 1e6:0.00} MB"),
        >= 1_000 => Invariant($"{bytes / 1e3:0} kB"),
        _ => Invariant($"{bytes} bytes"),
    };

    private static string Accuracy(MetricReport metric, bool gated)
    {
        var name = metric.Name;
        var value = MetricFormat.Value(name, metric.Compressed);
        return name == MetricFormat.Fidelity
            ? $"fidelity {value} ({(gated ? "limit " + MetricFormat.Number(1 - metric.Limit, 6) : "not gated")})"
            : $"{name} {MetricFormat.Value(name, metric.Original)} -> {value} ({(gated ? "limit -" + MetricFormat.Allowance(name, metric.Limit) : "not gated")})";
    }

    private static string Failure(ModelReport report) =>
        report.Diagnostics.FirstOrDefault(item => item.Severity == "error") is { } error ? $"not compressed ({error.Code})" : "not compressed";

    private static string Scheme(ModelReport report)
    {
        var names = new List<string>();
        var schemes = report.Layers.Select(layer => layer.Scheme).Concat(report.Schemes).ToHashSet(StringComparer.Ordinal);
        var integer = new[] { "Static", "Dynamic" }.Where(schemes.Contains).Select(scheme => scheme.ToLowerInvariant()).ToList();
        if (integer.Count > 0)
        {
            names.Add("int8 " + string.Join("+", integer));
        }

        foreach (var (scheme, name) in new[] { ("WeightOnly", "weight-only"), ("Embedding", "int8 embeddings"), ("Float16", "fp16 storage") })
        {
            if (schemes.Contains(scheme))
            {
                names.Add(name);
            }
        }

        if (report.Sparsity is { } sparsity)
        {
            names.Add(Invariant($"{sparsity * 100:0}% zeros"));
        }

        var text = names.Count == 0 ? "float" : string.Join(", ", names);
        return report.Schemes.Count > 0 && report.Recipe.Count > 0 ? "already " + text : text; // a recipe was there, and the file came through as it was
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
