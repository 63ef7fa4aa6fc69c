using System.Globalization;
using System.Text;

namespace ModelCompression.Reporting;

/// <summary>The report for a pull request or a step summary.</summary>
public static class MarkdownReport
{
    /// <summary>Every report is shorter, as UTF-8.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxNameCharacters = 80;
    private const int MaxSentenceCharacters = 300;
    private const int ReasonsBudgetBytes = 6_000;
    private const int PreprocessingBudgetBytes = 6_000;
    private const int RowsShownOpen = 24;
    private const string Elsewhere = "The HTML and JSON reports hold all of them.";

    /// <summary>GitHub-flavoured Markdown below <see cref="MaxBytes"/>: every part has a budget, and what is cut is counted in a sentence.</summary>
    public static string Of(ModelReport report)
    {
        var content = ReportContent.Of(report);
        var text = new StringBuilder();
        text.Append("## ").Append(MarkdownText.Name(content.Title, MaxNameCharacters)).Append(": ").Append(MarkdownText.Sentence(content.Badge, MaxNameCharacters).ToLowerInvariant()).Append("\n\n");
        text.Append(MarkdownText.Sentence(content.Headline, MaxSentenceCharacters)).Append("\n\n");
        Figures(text, content.Figures);
        Why(text, content.Why);
        foreach (var table in content.Tables)
        {
            Table(text, table, table.Title == ReportTables.LayersTitle ? Schemes(content) : null);
        }

        if (content.Preprocessing is { } json)
        {
            text.Append("### Preprocessing\n\n").Append(MarkdownText.JsonBlock(json, PreprocessingBudgetBytes)).Append("\n\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Figures(StringBuilder text, IReadOnlyList<ReportFigure> figures)
    {
        if (figures.Count == 0)
        {
            return;
        }

        text.Append("| | Original | Compressed | Change |\n|:--|--:|--:|:--|\n");
        foreach (var figure in figures)
        {
            string[] cells = [figure.Label, figure.Before, figure.After];
            text.Append("| ").AppendJoin(" | ", cells.Select(cell => MarkdownText.Sentence(cell, MaxNameCharacters))).Append(" | **").Append(MarkdownText.Sentence(figure.Change, MaxNameCharacters)).Append("** |\n");
        }

        text.Append('\n');
        foreach (var note in figures.Where(figure => figure.Label != "File size").SelectMany(figure => figure.Notes))
        {
            text.Append("- ").Append(MarkdownText.Sentence(note, MaxSentenceCharacters)).Append('\n');
        }

        text.Append('\n');
    }

    private static void Why(StringBuilder text, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
        {
            return;
        }

        text.Append("### Limits and verdict\n\n");
        var rows = Fill(sentences.Select(sentence => "- " + MarkdownText.Sentence(sentence, MaxSentenceCharacters) + "\n"), ReasonsBudgetBytes, out var left);
        text.Append(rows);
        if (left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"- And {left:N0} more. {Elsewhere}\n");
        }

        text.Append('\n');
    }

    private static void Table(StringBuilder text, ReportTable table, string? lead)
    {
        var rows = Fill(table.Rows.Select(cells => Row(table, cells)), table.BudgetBytes, out var left);
        var folded = table.Rows.Count > RowsShownOpen;
        text.Append("### ").Append(table.Title).Append("\n\n");
        if ((lead ?? table.Note) is { } note)
        {
            text.Append(note).Append("\n\n");
        }

        if (folded)
        {
            text.Append(CultureInfo.InvariantCulture, $"<details><summary>{table.Rows.Count:N0} rows</summary>\n\n");
        }

        text.Append("| ").AppendJoin(" | ", table.Columns).Append(" |\n|").Append(string.Concat(table.Columns.Select(_ => ":--|"))).Append('\n').Append(rows).Append('\n');
        if (left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"And {left:N0} more. {Elsewhere}\n\n");
        }

        foreach (var (column, meaning) in table.Legend)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {column}: {meaning}\n");
        }

        text.Append(table.Legend.Count > 0 ? "\n" : "");
        if (folded)
        {
            text.Append("</details>\n\n");
        }
    }

    private static string Row(ReportTable table, IReadOnlyList<string> cells) => "| " + string.Join(" | ", cells.Select((cell, column) =>
        table.Names.Contains(column) ? MarkdownText.Name(cell, MaxNameCharacters) : MarkdownText.Sentence(cell, MaxSentenceCharacters))) + " |\n";

    /// <summary>As many lines as the budget holds; <paramref name="left"/> counts the others.</summary>
    private static string Fill(IEnumerable<string> lines, int budgetBytes, out int left)
    {
        var text = new StringBuilder();
        var bytes = 0;
        left = 0;
        foreach (var line in lines)
        {
            bytes += Encoding.UTF8.GetByteCount(line);
            if (bytes > budgetBytes)
            {
                left++;
            }
            else
            {
                text.Append(line);
            }
        }

        return text.ToString();
    }

    private static string Schemes(ReportContent content) =>
        string.Join(", ", content.Schemes.Take(6).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{MarkdownText.Sentence(pair.Key, MaxNameCharacters / 2)}: {pair.Value:N0}"))) + ".";
}
