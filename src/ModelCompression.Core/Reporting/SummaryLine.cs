using System.Globalization;

namespace ModelCompression.Reporting;

/// <summary>The one line per model in the build log.</summary>
public static class SummaryLine
{
    /// <summary>
    /// For example <c>digits.onnx: 1.7 MB -> 0.44 MB (3.9x), Top1 98.95% -> 98.97% (limit -1.0 pp), int8 static, 1.2x on AVX2</c>.
    /// </summary>
    public static string Of(ModelReport report)
    {
        var parts = new List<string>();
        if (report is { OriginalBytes: { } before, Bytes: { } after })
        {
            parts.Add(Invariant($"{Size(before)} -> {Size(after)} ({(double)before / Math.Max(1, after):0.0}x)"));
        }

        if (Accuracy(report) is { } accuracy)
        {
            parts.Add(accuracy);
        }

        parts.Add(Scheme(report));
        if (report is { Latency: { } latency, Cpu: { } cpu })
        {
            parts.Add(Invariant($"{latency.Ratio:0.0#}x on {cpu.Class.ToUpperInvariant()}"));
        }

        return $"{Path.GetFileName(report.Model)}: {string.Join(", ", parts)}";
    }

    /// <summary>Bytes for people: MB = 10^6, kB = 10^3, two significant digits below 10.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 10_000_000 => Invariant($"{bytes / 1e6:0} MB"),
        >= 1_000_000 => Invariant($"{bytes / 1e6:0.0} MB"),
        >= 100_000 => Invariant($"{bytes / 1e6:0.00} MB"),
        >= 1_000 => Invariant($"{bytes / 1e3:0} kB"),
        _ => Invariant($"{bytes} bytes"),
    };

    private static string? Accuracy(ModelReport report)
    {
        if (report.Metric is not { } metric)
        {
            return null;
        }

        if (metric.Name == "Fidelity")
        {
            var gate = report.Verdict == "NotGated" ? "not gated" : Invariant($"limit {1 - metric.Limit:0.####}");
            return Invariant($"fidelity {metric.Compressed:0.0000} ({gate})");
        }

        return Invariant($"{metric.Name} {metric.Original * 100:0.00}% -> {metric.Compressed * 100:0.00}% (limit -{metric.Limit * 100:0.0} pp)");
    }

    private static string Scheme(ModelReport report)
    {
        var names = new List<string>();
        var schemes = report.Layers.Select(layer => layer.Scheme).ToHashSet(StringComparer.Ordinal);
        var integer = new[] { "Static", "Dynamic" }.Where(schemes.Contains).Select(scheme => scheme.ToLowerInvariant()).ToList();
        if (integer.Count > 0)
        {
            names.Add("int8 " + string.Join("+", integer));
        }

        if (schemes.Contains("Float16"))
        {
            names.Add("fp16 storage");
        }

        if (report.Sparsity is { } sparsity)
        {
            names.Add(Invariant($"{sparsity * 100:0}% zeros"));
        }

        return names.Count == 0 ? "float" : string.Join(", ", names);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
