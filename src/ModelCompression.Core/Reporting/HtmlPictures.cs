using System.Globalization;
using System.Text;
using ModelCompression.Reporting.Plots;

namespace ModelCompression.Reporting;

/// <summary>Plots, and pictures of samples, in the page.</summary>
internal static class HtmlPictures
{
    public static void Plots(StringBuilder html, IReadOnlyList<Plot> plots)
    {
        if (plots.Count == 0)
        {
            return;
        }

        html.Append("<section class=\"plots\" aria-label=\"Plots\">\n");
        foreach (var plot in plots)
        {
            html.Append("<figure>\n<h2>").Append(HtmlText.Of(plot.Title)).Append("</h2>\n").Append(plot.Picture);
            if (plot.Note is { } note)
            {
                html.Append("<figcaption>").Append(HtmlText.Of(note)).Append("</figcaption>\n");
            }

            html.Append("</figure>\n");
        }

        html.Append("</section>\n");
    }

    /// <summary>The changed samples that have a picture, each with what the models say; false when there are none.</summary>
    public static bool Thumbnails(StringBuilder html, ModelReport report)
    {
        var shown = report.Changed.Where(changed => report.Thumbnails.ContainsKey(changed.Sample)).ToList();
        if (shown.Count == 0)
        {
            return false;
        }

        html.Append("<p>").Append(HtmlText.Of(Legend(shown))).Append("</p>\n<div class=\"samples\">\n");
        foreach (var changed in shown)
        {
            var picture = Convert.ToBase64String(report.Thumbnails[changed.Sample]);
            html.Append(CultureInfo.InvariantCulture, $"<figure class=\"{(changed.Change == "broken" ? "bad" : "good")}\" title=\"{HtmlText.Of(changed.Sample)}\">\n<img src=\"data:image/png;base64,{picture}\" alt=\"{HtmlText.Of(changed.Sample)}\">\n")
                .Append("<figcaption>").Append(HtmlText.Of(Caption(changed))).Append("</figcaption>\n</figure>\n");
        }

        html.Append("</div>\n");
        return true;
    }

    private static string Legend(IReadOnlyList<ChangedReport> shown) =>
        shown.Any(changed => changed.After is not null)
            ? "The right class: what the original says \u2192 what the compressed model says. Red was right before, green is right now."
            : "Red was right before, green is right now.";

    private static string Caption(ChangedReport changed) => changed switch
    {
        { Class: { } right, Before: { } before, After: { } after } => string.Create(CultureInfo.InvariantCulture, $"{right}: {before} \u2192 {after}"),
        { Class: { } right } => string.Create(CultureInfo.InvariantCulture, $"{right}: {changed.Change}"),
        _ => changed.Change,
    };
}
