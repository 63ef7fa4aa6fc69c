using System.Globalization;

namespace ModelCompression.Reporting.Plots;

/// <summary>What was lost: the measured drop, the interval for data of the same kind, the drop on parts of the samples, and the limit with what it allows.</summary>
internal static class DropPlot
{
    private const double Margin = 24;
    private const double Middle = 62;

    /// <summary>Null where no drop is measured, or none is gated.</summary>
    public static Plot? Of(ModelReport report)
    {
        if (report is not { Verdict: "Pass" or "Fail" or "Inconclusive", Metric: { IsGated: true } metric } || !double.IsFinite(metric.Drop))
        {
            return null;
        }

        double[] parts = [.. metric.Parts?.Drops.Where(double.IsFinite) ?? []];
        double[] ends = [metric.Interval?.Lower ?? metric.Drop, metric.Interval?.Upper ?? metric.Drop];
        var scale = new PlotScale([0, metric.Drop, metric.Limit, .. ends.Where(double.IsFinite), .. parts], Margin, Svg.Width - Margin);
        var svg = new Svg(118, LabelOf(metric));
        svg.Bar(0, 24, scale.Place(metric.Limit), 64, "allowed");
        svg.Line(scale.Place(0), 24, scale.Place(0), 88, "axis");
        svg.Line(scale.Place(metric.Limit), 18, scale.Place(metric.Limit), 94, "limit");
        svg.Text(scale.Place(metric.Limit), 12, $"limit {MetricFormat.Allowance(metric.Name, metric.Limit)}", "text", Anchor(scale.Place(metric.Limit)));
        foreach (var part in parts)
        {
            svg.Dot(scale.Place(part), Middle + 16, 3, "part", $"One part of the samples: {MetricFormat.Difference(metric.Name, part)}");
        }

        if (metric.Interval is not null && Array.TrueForAll(ends, double.IsFinite))
        {
            svg.Line(scale.Place(ends[0]), Middle - 10, scale.Place(ends[1]), Middle - 10, "interval");
            svg.Line(scale.Place(ends[0]), Middle - 16, scale.Place(ends[0]), Middle - 4, "interval");
            svg.Line(scale.Place(ends[1]), Middle - 16, scale.Place(ends[1]), Middle - 4, "interval");
        }

        svg.Dot(scale.Place(metric.Drop), Middle - 10, 5, metric.Drop > metric.Limit ? "dot-bad" : "dot-good", $"Measured: {MetricFormat.Difference(metric.Name, metric.Drop)}");
        svg.Text(scale.Place(0), 106, "no drop", "text", Anchor(scale.Place(0)));
        return new Plot($"{MetricFormat.Title(metric.Name)}: the drop", svg.ToString())
        {
            Note = string.Concat("Dot: measured. ", metric.Interval is { } interval ? string.Create(CultureInfo.InvariantCulture, $"Line: the drop on data like this, each end at {interval.Confidence * 100:0.##} % confidence. ") : "",
                parts.Length > 0 ? "Small dots: parts of the samples. " : "", "Shaded: allowed; further right is worse."),
        };
    }

    private static string LabelOf(MetricReport metric) =>
        $"Drop of {MetricFormat.Title(metric.Name)}: {MetricFormat.Difference(metric.Name, metric.Drop)}, allowed {MetricFormat.Allowance(metric.Name, metric.Limit)}";

    /// <summary>Text near an end of the picture grows into it.</summary>
    private static string Anchor(double x) => x < Svg.Width / 4.0 ? "start" : x > Svg.Width * 3 / 4.0 ? "end" : "middle";
}
