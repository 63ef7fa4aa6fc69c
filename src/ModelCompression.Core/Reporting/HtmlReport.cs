using System.Globalization;
using System.Text;
using ModelCompression.Reporting.Plots;

namespace ModelCompression.Reporting;

/// <summary>The report as one page that needs nothing else: no script, no font, no picture, no network, which its content security policy enforces.</summary>
public static class HtmlReport
{
    private const int RowsShownOpen = 60;

    /// <summary>Names up to this length are not broken over lines.</summary>
    private const int ShortName = 20;

    private static readonly string[] ColoredSchemes = ["Static", "Dynamic", "Float16", "WeightOnly", "Embedding"];
    private static readonly string Style = ReportResources.Text("report.css");

    public static string Of(ModelReport report)
    {
        var content = ReportContent.Of(report);
        var html = new StringBuilder();
        var title = HtmlText.Of(content.Title);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{title}: {HtmlText.Of(content.Badge)}</title>\n<style>\n{Style}</style>\n</head>\n<body>\n<main>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header class=\"{Class(content.Tone)}\">\n<p class=\"badge\">{Sign(content.Tone)} {HtmlText.Of(content.Badge)}</p>\n<h1>{title}</h1>\n<p class=\"headline\">{HtmlText.Of(content.Headline)}</p>\n</header>\n");
        Figures(html, content.Figures);
        HtmlPictures.Plots(html, Plot.Of(report));
        Why(html, content.Why);
        foreach (var table in content.Tables)
        {
            Table(html, table, content, report);
        }

        if (content.Preprocessing is { } json)
        {
            html.Append("<section>\n<h2>Preprocessing</h2>\n<p>The resolved spec, every field explicit.</p>\n<pre>").Append(HtmlText.OfJson(json)).Append("</pre>\n</section>\n");
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Figures(StringBuilder html, IReadOnlyList<ReportFigure> figures)
    {
        if (figures.Count == 0)
        {
            return;
        }

        html.Append("<section class=\"figures\" aria-label=\"Before and after\">\n");
        foreach (var figure in figures)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"figure {Class(figure.Tone)}\">\n<h2>{HtmlText.Of(figure.Label)}</h2>\n")
                .Append(CultureInfo.InvariantCulture, $"<p class=\"change\">{HtmlText.Of(figure.Change)}</p>\n")
                .Append(CultureInfo.InvariantCulture, $"<p class=\"values\"><span class=\"before\">{HtmlText.Of(figure.Before)}</span> <span class=\"to\">to</span> <span class=\"after\">{HtmlText.Of(figure.After)}</span></p>\n");
            if (figure.Gauge is { } gauge)
            {
                Bar(html, gauge);
            }

            foreach (var note in figure.Notes)
            {
                html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{HtmlText.Of(note)}</p>\n");
            }

            html.Append("</div>\n");
        }

        html.Append("</section>\n");
    }

    private static void Bar(StringBuilder html, Gauge gauge)
    {
        html.Append("<div class=\"gauge\" aria-hidden=\"true\">");
        if (gauge.To > gauge.From)
        {
            html.Append(CultureInfo.InvariantCulture, $"<i style=\"left:{gauge.From * 100:0.##}%;width:{(gauge.To - gauge.From) * 100:0.##}%\"></i>");
        }

        if (gauge.Mark is { } mark)
        {
            html.Append(CultureInfo.InvariantCulture, $"<b style=\"left:{mark * 100:0.##}%\"></b>");
        }

        html.Append(CultureInfo.InvariantCulture, $"</div>\n<p class=\"scale\" aria-hidden=\"true\"><span>{HtmlText.Of(gauge.Left)}</span><span>{HtmlText.Of(gauge.Right)}</span></p>\n");
    }

    private static void Why(StringBuilder html, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
        {
            return;
        }

        html.Append("<section>\n<h2>Limits and verdict</h2>\n<ul>\n");
        foreach (var sentence in sentences)
        {
            html.Append("<li>").Append(HtmlText.Of(sentence)).Append("</li>\n");
        }

        html.Append("</ul>\n</section>\n");
    }

    private static void Table(StringBuilder html, ReportTable table, ReportContent content, ModelReport report)
    {
        html.Append("<section>\n<h2>").Append(HtmlText.Of(table.Title)).Append("</h2>\n");
        if (table.Note is { } note)
        {
            html.Append("<p>").Append(HtmlText.Of(note)).Append("</p>\n");
        }

        if (table.Title == ReportTables.LayersTitle)
        {
            Schemes(html, content.Schemes);
        }

        var hasPictures = table.Title == ReportTables.ChangedTitle && HtmlPictures.Thumbnails(html, report);
        var folded = table.Rows.Count > RowsShownOpen || hasPictures;
        html.Append(folded ? string.Create(CultureInfo.InvariantCulture, $"<details>\n<summary>Show all {table.Rows.Count:N0} rows</summary>\n") : "");
        html.Append(IsPairs(table) ? "<table class=\"pairs\">" : "<table>").Append("\n<thead><tr>").AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\">{HtmlText.Of(column)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>").AppendJoin("", row.Select((cell, column) => Cell(table, cell, column))).Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        Legend(html, table);
        html.Append(folded ? "</details>\n" : "").Append("</section>\n");
    }

    private static void Legend(StringBuilder html, ReportTable table)
    {
        if (table.Legend.Count > 0)
        {
            html.Append("<dl class=\"meanings\">\n").AppendJoin("", table.Legend.Select(pair => $"<div><dt>{HtmlText.Of(pair.Key)}</dt><dd>{HtmlText.Of(pair.Value)}</dd></div>\n")).Append("</dl>\n");
        }
    }

    /// <summary>Short keys with a value each stay a table on a phone; other rows become blocks.</summary>
    private static bool IsPairs(ReportTable table) => table.Columns.Count == 2 && table.Rows.All(row => row[0].Length <= 2 * ShortName);

    private static string Cell(ReportTable table, string cell, int column)
    {
        var text = HtmlText.Of(cell);
        var heading = table.Columns[column];
        var content = cell.Length == 0 ? "" : table.Names.Contains(column) ? Name(cell)
            : heading == ReportTables.SchemeColumn ? Chip(cell, cell)
            : heading == LayerColumns.Range ? string.Join(' ', cell.Split(" (").Select((part, i) => Unbroken(i == 0 ? part : "(" + part)))
            : LayerColumns.Unbroken.Contains(heading) && cell.Length <= ShortName ? Unbroken(cell)
            : text;
        var severity = heading == "Severity" ? $" class=\"severity {(cell is "error" or "warning" or "note" ? cell : "note")}\"" : "";
        return $"<td data-label=\"{HtmlText.Of(heading)}\"{severity}>{content}</td>";
    }

    /// <summary>Long names are broken behind a slash where there is one.</summary>
    private static string Name(string name) =>
        name.Length <= ShortName ? $"<code class=\"short\">{HtmlText.Of(name)}</code>" : $"<code>{HtmlText.Of(name).Replace("/", "/<wbr/>", StringComparison.Ordinal)}</code>";

    private static string Unbroken(string text) => $"<span class=\"short\">{HtmlText.Of(text)}</span>";

    /// <summary>A stacked bar of how many nodes have which scheme, with its legend.</summary>
    private static void Schemes(StringBuilder html, IReadOnlyList<KeyValuePair<string, int>> schemes)
    {
        html.Append("<div class=\"stack\" aria-hidden=\"true\">");
        foreach (var (scheme, count) in schemes)
        {
            html.Append(CultureInfo.InvariantCulture, $"<i class=\"s{Color(scheme)}\" style=\"flex-grow:{count}\"></i>");
        }

        html.Append("</div>\n<p class=\"legend\">");
        html.AppendJoin(" ", schemes.Select(pair => Chip(pair.Key, string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value:N0}"))));
        html.Append("</p>\n");
    }

    /// <summary>The same colour for a scheme in every report; grey for one without its own.</summary>
    private static int Color(string scheme) => Array.IndexOf(ColoredSchemes, scheme) is >= 0 and var at ? at : ColoredSchemes.Length;

    private static string Chip(string scheme, string text) => $"<span class=\"chip s{Color(scheme).ToString(CultureInfo.InvariantCulture)}{(text.Length <= ShortName ? " short" : "")}\">{HtmlText.Of(text)}</span>";

    private static string Class(Tone tone) => tone switch { Tone.Good => "good", Tone.Bad => "bad", _ => "neutral" };

    /// <summary>So that the verdict does not hang on colour alone.</summary>
    private static string Sign(Tone tone) => tone switch { Tone.Good => "&#10003;", Tone.Bad => "&#10007;", _ => "&#9679;" };
}
