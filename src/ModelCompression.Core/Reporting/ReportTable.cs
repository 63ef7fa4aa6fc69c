namespace ModelCompression.Reporting;

/// <summary>One table of a report.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Note">A sentence above the table, or null.</param>
/// <param name="Columns">Headings of the columns.</param>
/// <param name="Rows">Cells as plain text; empty means that the section is left out.</param>
/// <param name="Names">Columns that hold identifiers rather than sentences.</param>
/// <param name="BudgetBytes">How much of a short report the rows may take.</param>
internal sealed record ReportTable(
    string Title, string? Note, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlySet<int> Names, int BudgetBytes)
{
    /// <summary>What each of the columns that need a word means: heading and explanation, told below the table.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Legend { get; init; } = [];
}
