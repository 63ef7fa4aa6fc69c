using System.Globalization;

namespace ModelCompression.Reporting;

/// <summary>What a report says, in words and in order, before it becomes Markdown or HTML. All text is plain and still to be escaped.</summary>
/// <param name="Title">File name of the model.</param>
/// <param name="Badge">The verdict in one or two words.</param>
/// <param name="Tone">How the verdict is to be felt.</param>
/// <param name="Headline">The verdict as a sentence.</param>
/// <param name="Figures">Before and after.</param>
/// <param name="Why">The limits, and why the verdict is what it is.</param>
/// <param name="Schemes">Number of nodes by the way they are stored, most first.</param>
/// <param name="Tables">Messages, layers, what was skipped, data and so on; none is empty.</param>
/// <param name="Preprocessing">JSON, or null.</param>
internal sealed record ReportContent(
    string Title,
    string Badge,
    Tone Tone,
    string Headline,
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<string> Why,
    IReadOnlyList<KeyValuePair<string, int>> Schemes,
    IReadOnlyList<ReportTable> Tables,
    string? Preprocessing)
{
    public static ReportContent Of(ModelReport report)
    {
        var (badge, tone) = report.Verdict switch
        {
            "Pass" => ("Passed", Tone.Good),
            "Fail" => ("Failed", Tone.Bad),
            "NotGated" => ("Not gated", Tone.Neutral),
            "Error" => ("Error", Tone.Bad),
            var other => (other, Tone.Neutral),
        };
        return new ReportContent(
            FileName(report.Model), badge, tone, HeadlineOf(report), ReportFigures.Of(report), [.. WhyOf(report)],
            SchemesOf(report), ReportTables.Of(report), string.IsNullOrWhiteSpace(report.Preprocessing) ? null : report.Preprocessing);
    }

    /// <summary>The part after the last slash of either kind, whatever the machine.</summary>
    public static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string HeadlineOf(ModelReport report)
    {
        var shipped = report.Output is null ? "It is not shipped." : "It is shipped nevertheless.";
        return report.Verdict switch
        {
            "Pass" => "The compressed model meets every limit.",
            "Fail" => "The compressed model misses a limit. " + shipped,
            "Inconclusive" => "The samples are too few to tell whether the compressed model meets the limits. " + shipped,
            "NotGated" => "The accuracy of the compressed model was not judged, because there is no validation data.",
            "Error" => "There is no compressed model. The messages say what to do.",
            _ => "",
        };
    }

    private static IEnumerable<string> WhyOf(ModelReport report)
    {
        foreach (var reason in report.Reasons)
        {
            yield return reason.EndsWith('.') ? reason : reason + ".";
        }

        if (report.Metric is not { } metric)
        {
            yield break;
        }

        var name = metric.Name;
        if (report.Verdict == "NotGated" || !metric.IsGated)
        {
            yield return "No limit was applied to the accuracy. Name ValidationData to have it judged.";
            yield break;
        }

        yield return $"Allowed drop of {name} against the original: {MetricFormat.Allowance(name, metric.Limit)}. Measured: {MeasuredDrop(metric)}.";
        if (metric.Floor is { } floor)
        {
            yield return $"Required {name}: {MetricFormat.Value(name, floor)}. Measured: {MetricFormat.Value(name, metric.Compressed)}.";
        }
    }

    private static string MeasuredDrop(MetricReport metric) => metric.Drop switch
    {
        double.NaN => "not a number",
        <= 0 => "no drop",
        _ => MetricFormat.Difference(metric.Name, metric.Drop).TrimStart('+'),
    };

    private static IReadOnlyList<KeyValuePair<string, int>> SchemesOf(ModelReport report) =>
        [.. report.Layers.GroupBy(layer => layer.Scheme, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Count()))
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
}
