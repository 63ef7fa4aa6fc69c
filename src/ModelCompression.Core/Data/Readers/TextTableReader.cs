using CsvHelper;
using ModelCompression.Analysis;
using ModelCompression.Data.Tables;
using ModelCompression.Data.Text;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A CSV or TSV file with the header <c>text,label</c>. A label is a class index, with class names given a name, or a value. Without a <c>label</c> column the texts have
/// no labels; other columns are left out.
/// </summary>
[Strategy("TextTable", "a .csv or .tsv file with the header text or text,label")]
internal sealed class TextTableReader : IDatasetReader
{
    private const string Form = "The first line is 'text' or 'text,label'; a text with commas, quotes or line breaks goes in quotes, with its own quotes doubled";

    public bool Recognizes(DatasetLocation location) => TableFile.IsTable(location) && TableContents.Of(location.Files[0]) == TableContent.Texts;

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var file = location.Files[0];
        builder.RequireTexts(location);
        return TableFile.Read(file, true, Form, csv => ReadRows(csv, file, new TextLabels(source, location.Name), builder));
    }

    private static TextContent ReadRows(CsvReader csv, string file, TextLabels labels, SampleBuilder builder)
    {
        csv.ReadHeader();
        var textColumn = csv.GetFieldIndex("text");
        var hasLabels = csv.TryGetFieldIndex("label", out var labelColumn);
        var items = new List<TextItem>();
        while (csv.Read())
        {
            var id = FormattableString.Invariant($"#{items.Count}");
            var label = hasLabels ? labels.FromText(TableFile.Text(csv, labelColumn, file), FormattableString.Invariant($"in line {csv.LineNumber}")) : null;
            items.Add(new TextItem(id, TableFile.Text(csv, textColumn, file), label));
        }

        return new TextContent(builder, items, hasLabels ? labels.Kind : LabelKind.None, file);
    }
}
