using ModelCompression.Analysis;
using ModelCompression.Data.Text;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>A <c>.txt</c> file in UTF-8 with one text a line, without labels. Empty lines at the end are left out.</summary>
[Strategy("TextLines", "a .txt file with one text a line, without labels")]
internal sealed class TextLinesReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) =>
        location.IsFile && Path.GetExtension(location.Files[0]).Equals(".txt", StringComparison.OrdinalIgnoreCase);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var file = location.Files[0];
        builder.RequireTexts(location);
        var lines = TextFile.Lines(file);
        var empty = Array.FindIndex(lines, string.IsNullOrWhiteSpace);
        return empty < 0
            ? new TextContent(builder, [.. lines.Select((line, index) => new TextItem(FormattableString.Invariant($"#{index}"), line, null))], LabelKind.None, file)
            : throw DataFile.Invalid(file, FormattableString.Invariant($"has no text in line {empty + 1}; every line is one text, so take empty ones out"));
    }
}
