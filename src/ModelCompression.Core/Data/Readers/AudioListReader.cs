using CsvHelper;
using ModelCompression.Analysis;
using ModelCompression.Data.Audio;
using ModelCompression.Data.Tables;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A CSV (comma) or TSV (tab) file with the header <c>path,label</c> or <c>path,text</c> that lists WAV files; paths are relative to the file and stay in its folder. A label
/// is a class index or, with class names given, a name; a text is what is said. Without either column the data has no labels; other columns are left out.
/// </summary>
[Strategy("AudioList", "a .csv or .tsv file with the header path,label or path,text that lists .wav files relative to itself")]
internal sealed class AudioListReader : IDatasetReader
{
    private const string Form = "The first line is 'path,label' or 'path,text'";

    public bool Recognizes(DatasetLocation location) => TableFile.IsTable(location) && TableContents.Of(location.Files[0]) == TableContent.Recordings;

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var audio = builder.RequireAudio(location);
        return TableFile.Read(location.Files[0], true, Form, csv => ReadRows(csv, location, (new ClassLabels(source, location.Name), source.Needs), (builder, audio)));
    }

    private static AudioContent ReadRows(CsvReader csv, DatasetLocation location, (ClassLabels Classes, LabelKind Needs) meaning, (SampleBuilder Builder, AudioPipeline Audio) made)
    {
        var file = location.Files[0];
        csv.ReadHeader();
        var pathColumn = csv.GetFieldIndex("path");
        var hasText = csv.TryGetFieldIndex("text", out var textColumn);
        var hasLabel = csv.TryGetFieldIndex("label", out var labelColumn);
        var kind = hasText && (meaning.Needs == LabelKind.Text || !hasLabel) ? LabelKind.Text : hasLabel ? LabelKind.Class : LabelKind.None;
        var items = new Dictionary<string, AudioItem>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var path = RecordingPath(csv, pathColumn, file);
            Label? label = kind switch
            {
                LabelKind.Text => new TextLabel(TableFile.Text(csv, textColumn, file)),
                LabelKind.Class => meaning.Classes.FromText(TableFile.Text(csv, labelColumn, file), $"'{path}'"),
                _ => null,
            };
            var item = new AudioItem(path, ListedFile.Contained(location, path, file, csv.LineNumber), label);
            if (!items.TryAdd(item.File, item))
            {
                throw DataFile.Invalid(file, FormattableString.Invariant($"lists '{path}' a second time in line {csv.LineNumber}"));
            }
        }

        return new AudioContent(made.Builder, made.Audio, [.. items.Values], kind, [file, .. items.Keys]);
    }

    /// <summary>The path in a row, with <c>/</c>.</summary>
    internal static string RecordingPath(CsvReader csv, int column, string file)
    {
        var path = TableFile.Text(csv, column, file).Replace('\\', '/');
        return WaveFile.IsName(path) ? path : throw DataFile.Invalid(file, FormattableString.Invariant($"lists '{path}' in line {csv.LineNumber}, which is no WAV file as those before it are"));
    }
}
