using CsvHelper;
using ModelCompression.Analysis;
using ModelCompression.Data.Images;
using ModelCompression.Data.Tables;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A CSV (comma) or TSV (tab) file with the header <c>path,label</c>; paths are relative to the file and stay in its folder. A label is a class index or, with class
/// names given, a name. Without a <c>label</c> column the data has no labels; other columns are left out.
/// </summary>
[Strategy("ImageList", "a .csv or .tsv file with the header path,label that lists images relative to itself")]
internal sealed class ImageListReader : IDatasetReader
{
    private const string Form = "The first line is 'path,label'";

    public bool Recognizes(DatasetLocation location) => TableFile.IsTable(location) && TableContents.Of(location.Files[0]) == TableContent.Images;

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var file = location.Files[0];
        return TableFile.Read(file, true, Form, csv => ReadRows(csv, location, new ClassLabels(source, location.Name), builder));
    }

    private static ImageContent ReadRows(CsvReader csv, DatasetLocation location, ClassLabels classes, SampleBuilder builder)
    {
        var file = location.Files[0];
        csv.ReadHeader();
        if (!csv.TryGetFieldIndex("path", out var pathColumn))
        {
            throw DataFile.Invalid(
                file,
                $"starts with the line '{string.Join(',', csv.Headers)}', which makes it none of the known tables: images and recordings have the header 'path,label', "
                + "recordings 'path,text' or 'path,start,end', too, texts the header 'text' or 'text,label', and pairs of texts rows 'text,text,score' whose score is a number");
        }

        builder.RequireImages(location);
        var hasLabels = csv.TryGetFieldIndex("label", out var labelColumn);
        var items = new List<ImageItem>();
        while (csv.Read())
        {
            var path = csv.GetString(pathColumn).Replace('\\', '/');
            var label = hasLabels ? csv.GetString(labelColumn) : null;
            if (path.Length == 0 || label?.Length == 0)
            {
                throw DataFile.Invalid(file, $"has an empty {(path.Length == 0 ? "path" : "label")} in line {csv.LineNumber}");
            }

            var image = ListedFile.Contained(location, path, file, csv.LineNumber);
            items.Add(new ImageItem(path, image, label is null ? null : classes.FromText(label, $"'{path}'")));
        }

        return new ImageContent(builder, items, hasLabels, [file, .. items.Select(item => item.File)]);
    }
}
