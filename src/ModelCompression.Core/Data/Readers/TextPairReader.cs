using System.Globalization;
using CsvHelper;
using ModelCompression.Analysis;
using ModelCompression.Data.Tables;
using ModelCompression.Data.Text;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A CSV or TSV file of pairs of texts with a score of their likeness: rows <c>text,text,score</c>, with or without a header that ends with <c>score</c>.
/// Every row is two samples, one a text, in this order.
/// </summary>
[Strategy("TextPairs", "a .csv or .tsv file of scored pairs of texts: rows of text,text,score without a header")]
internal sealed class TextPairReader : IDatasetReader
{
    private const string Form = "A row is 'text,text,score'; a text with commas, quotes or line breaks goes in quotes, with its own quotes doubled";

    public bool Recognizes(DatasetLocation location) => TableFile.IsTable(location) && TableContents.Of(location.Files[0]) == TableContent.Pairs;

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var file = location.Files[0];
        builder.RequireTexts(location);
        return new TextContent(builder, TableFile.Read(file, false, Form, csv => ReadRows(csv, file)), LabelKind.Pair, file);
    }

    private static List<TextItem> ReadRows(CsvReader csv, string file)
    {
        var items = new List<TextItem>();
        var isFirst = true;
        while (csv.Read())
        {
            var isHeader = isFirst && csv.FieldCount == 3 && TableContents.IsScoreName(csv.GetString(2));
            isFirst = false;
            if (!isHeader)
            {
                AddPair(items, csv, file);
            }
        }

        return items;
    }

    private static void AddPair(List<TextItem> items, CsvReader csv, string file)
    {
        var pair = items.Count / 2;
        var score = csv.GetString(2);
        if (!double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"has the score '{score}' in line {csv.LineNumber}, which is no number. {Form}"));
        }

        for (var side = 0; side < 2; side++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"#{pair}{(side == 0 ? 'a' : 'b')}");
            items.Add(new TextItem(id, TableFile.Text(csv, side, file), new PairLabel(pair, side, value)));
        }
    }
}
