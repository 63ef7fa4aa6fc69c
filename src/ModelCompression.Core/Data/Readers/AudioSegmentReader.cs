using System.Globalization;
using CsvHelper;
using ModelCompression.Analysis;
using ModelCompression.Data.Audio;
using ModelCompression.Data.Tables;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A CSV (comma) or TSV (tab) file with the header <c>path,start,end</c>: the positive parts of WAV files, in seconds, one a row. A file without any has one row with both
/// fields empty. A frame is positive when its middle lies in a part, the start included and the end not; parts of a file may overlap.
/// </summary>
[Strategy("AudioSegments", "a .csv or .tsv file with the header path,start,end: the positive parts of .wav files in seconds")]
internal sealed class AudioSegmentReader : IDatasetReader
{
    private const string Form = "The first line is 'path,start,end'; start and end are seconds, both empty for a file without positive parts";

    public bool Recognizes(DatasetLocation location) => TableFile.IsTable(location) && TableContents.Of(location.Files[0]) == TableContent.Segments;

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var audio = builder.RequireAudio(location);
        if (audio.Spec.Frame is null)
        {
            throw new UserErrorException(
                Codes.InvalidPreprocessing, $"Data set '{location.Name}' labels frames, but the preprocessing spec has none. Set \"frame\" of input '{builder.Inputs[0].Name}' to the samples that the model takes at a time.", location.Path);
        }

        var file = location.Files[0];
        var parts = TableFile.Read(file, true, Form, csv => ReadRows(csv, location));
        AudioItem[] items = [.. parts.Select(part => new AudioItem(location.RelativeName(part.File), part.File, FrameLabels.Of(audio, part.File, part.Segments, file)))];
        return new AudioContent(builder, audio, items, LabelKind.Frames, [file, .. items.Select(item => item.File)]);
    }

    /// <summary>The files in the order of their first rows.</summary>
    private static List<(string File, List<Segment> Segments)> ReadRows(CsvReader csv, DatasetLocation location)
    {
        var list = location.Files[0];
        csv.ReadHeader();
        if (!csv.TryGetFieldIndex("start", out var start) || !csv.TryGetFieldIndex("end", out var end))
        {
            throw DataFile.Invalid(list, $"has a column 'start' or 'end' without the other. {Form}");
        }

        var pathColumn = csv.GetFieldIndex("path");
        var files = new List<(string File, List<Segment> Segments)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var file = ListedFile.Contained(location, AudioListReader.RecordingPath(csv, pathColumn, list), list, csv.LineNumber);
            var segment = ReadSegment(csv.GetString(start), csv.GetString(end), csv.LineNumber, list);
            if (!places.TryGetValue(file, out var place))
            {
                places[file] = files.Count;
                files.Add((file, segment is null ? [] : [segment]));
            }
            else if (segment is null || files[place].Segments.Count == 0)
            {
                throw DataFile.Invalid(list, FormattableString.Invariant($"has a row without start and end for '{location.RelativeName(file)}' beside another one (line {csv.LineNumber}); it says that there are no positive parts"));
            }
            else
            {
                files[place].Segments.Add(segment);
            }
        }

        return files;
    }

    private static Segment? ReadSegment(string start, string end, long line, string file)
    {
        if (start.Length == 0 && end.Length == 0)
        {
            return null;
        }

        var (from, to) = (Seconds(start, line, file), Seconds(end, line, file));
        return from < to ? new Segment(from, to, line) : throw DataFile.Invalid(file, FormattableString.Invariant($"has the start {start} at or after the end {end} in line {line}"));
    }

    private static double Seconds(string text, long line, string file) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0
            ? value
            : throw DataFile.Invalid(file, FormattableString.Invariant($"has '{text}' as start or end in line {line}, which is no time in seconds, 0 or more"));
}
