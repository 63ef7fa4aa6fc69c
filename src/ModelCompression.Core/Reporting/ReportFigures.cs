using System.Globalization;

namespace ModelCompression.Reporting;

/// <summary>The figures at the top of a report: size, the metric, latency. What was not measured is left out.</summary>
internal static class ReportFigures
{
    /// <summary>A latency ratio whose quartiles lie on both sides of 1 shows no difference.</summary>
    private const double Even = 1;

    /// <summary>Of fewer disagreements even the most uneven split is no surprise (2 / 2^6 = 0.03).</summary>
    private const int FewestToTest = 6;

    public static IReadOnlyList<ReportFigure> Of(ModelReport report) =>
        [.. new[] { Size(report), Metric(report), Latency(report) }.OfType<ReportFigure>()];

    private static ReportFigure? Size(ModelReport report)
    {
        if (report is not { OriginalBytes: { } before, Bytes: { } after })
        {
            return null;
        }

        var share = (double)after / Math.Max(1, before);
        var change = after == before ? "same size" : share < 1 ? Invariant($"{1 / Math.Max(share, 1e-9):0.0}x smaller") : Invariant($"{share:0.0#}x the size");
        return new ReportFigure(
            "File size", SummaryLine.Size(before), SummaryLine.Size(after), change, share < 1 ? Tone.Good : Tone.Bad,
            [Invariant($"{before:N0} bytes before, {after:N0} bytes after.")],
            new Gauge(0, Math.Min(1, share), null, "0", SummaryLine.Size(before)));
    }

    private static ReportFigure? Metric(ModelReport report)
    {
        if (report.Metric is not { } metric)
        {
            return null;
        }

        var tone = !metric.IsGated ? Tone.Neutral : MissesLimits(metric) ? Tone.Bad : report.Verdict == "Pass" ? Tone.Good : Tone.Neutral;
        return new ReportFigure(
            MetricFormat.Title(metric.Name), MetricFormat.Value(metric.Name, metric.Original), MetricFormat.Value(metric.Name, metric.Compressed),
            Change(metric), tone, [MetricNote(metric), .. IntervalNotes(metric, report.Verdict)], AllowanceGauge(metric, report.Verdict));
    }

    /// <summary>A floor is compared only for metrics known to be better when higher.</summary>
    private static bool MissesLimits(MetricReport metric) =>
        !double.IsFinite(metric.Drop) || metric.Drop > metric.Limit || (metric.Compressed < metric.Floor && metric.Compressed <= metric.Original);

    /// <summary>Worse and better instead of a sign, which would read wrong for an error rate.</summary>
    private static string Change(MetricReport metric) => metric.Drop switch
    {
        double.NaN => "not a number",
        0 => "no change",
        > 0 => MetricFormat.Difference(metric.Name, metric.Drop).TrimStart('+') + " worse",
        _ => MetricFormat.Difference(metric.Name, -metric.Drop).TrimStart('+') + " better",
    };

    private static string MetricNote(MetricReport metric)
    {
        var samples = Invariant($"{metric.N:N0} {(metric.N == 1 ? "sample" : "samples")}");
        return metric.Broken + metric.Repaired == 0
            ? samples + "."
            : Invariant($"{samples}: {metric.Broken:N0} right before and wrong now, {metric.Repaired:N0} the other way round.");
    }

    /// <summary>Only of what is gated: a drop on random inputs says nothing about other data.</summary>
    private static IEnumerable<string> IntervalNotes(MetricReport metric, string verdict)
    {
        if (metric.Interval is not { } interval || !metric.IsGated || verdict is not ("Pass" or "Fail" or "Inconclusive"))
        {
            yield break;
        }

        yield return Invariant($"Loss on data like this: {MetricFormat.Difference(metric.Name, interval.Lower)} to {MetricFormat.Difference(metric.Name, interval.Upper)} (positive is worse), each bound at {interval.Confidence * 100:0.##} % confidence.");
        if (interval.McNemar is { } probability && metric.Broken + metric.Repaired >= FewestToTest)
        {
            yield return Invariant($"By chance alone, {metric.Broken:N0} against {metric.Repaired:N0} or a more uneven split has a probability of {MetricFormat.Number(probability, 2)} (exact McNemar test).");
        }

        if (metric.Parts is { } parts)
        {
            yield return Invariant($"On {parts.Drops.Count} parts of the samples: {MetricFormat.Difference(metric.Name, parts.Mean)} on average, standard error {MetricFormat.Difference(metric.Name, parts.StandardError).TrimStart('+')}.");
        }

        if (interval.Lower <= metric.Limit && interval.Upper > metric.Limit && interval.SamplesToDecide is { } samples)
        {
            yield return Invariant($"About {samples:N0} samples like these would show on which side of the limit the drop is.");
        }
    }

    private static Gauge? AllowanceGauge(MetricReport metric, string verdict) =>
        !metric.IsGated || verdict is not ("Pass" or "Fail" or "Inconclusive") || !(metric.Limit > 0) || !double.IsFinite(metric.Drop)
            ? null
            : new Gauge(0, Math.Clamp(metric.Drop / metric.Limit, 0, 1), null, "no drop", MetricFormat.Allowance(metric.Name, metric.Limit) + " allowed");

    private static ReportFigure? Latency(ModelReport report)
    {
        if (report.Latency is not { } latency || !double.IsFinite(latency.Ratio + latency.LowerQuartile + latency.UpperQuartile))
        {
            return null;
        }

        var (lower, upper) = (latency.LowerQuartile, latency.UpperQuartile);
        var tone = lower > Even ? Tone.Good : upper < Even ? Tone.Bad : Tone.Neutral;
        var word = tone switch { Tone.Good => " faster", Tone.Bad => ", slower", _ => ", no clear difference" };
        var cpu = report.Cpu is { } found ? " on a CPU of class " + found.Class.ToUpperInvariant() : "";
        var end = Math.Max(2, upper * 1.15);
        return new ReportFigure(
            "Time per inference", Milliseconds(latency.OriginalMilliseconds), Milliseconds(latency.CompressedMilliseconds),
            SummaryLine.Ratio(latency.Ratio) + word, tone,
            [Invariant($"CPU time at one thread{cpu}. Median of {latency.Pairs} interleaved pairs; the middle half lies between {lower:0.00}x and {upper:0.00}x.")],
            new Gauge(Math.Clamp(lower / end, 0, 1), Math.Clamp(upper / end, 0, 1), Even / end, "0x", Invariant($"{end:0.0}x")));
    }

    private static string Milliseconds(double value) => MetricFormat.Number(value, 3) + " ms";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
