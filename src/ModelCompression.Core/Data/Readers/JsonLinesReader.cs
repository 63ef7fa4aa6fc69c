using System.Globalization;
using System.Text.Json;
using ModelCompression.Analysis;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A <c>.jsonl</c> file with one JSON object a line: <c>{"text": "...", "label": 1}</c>, where the label is a class index, with class names given a name, or values, and may
/// be missing in all lines; scored pairs <c>{"sentence1": "...", "sentence2": "...", "score": 0.7}</c>, each two samples; or queries with a document that answers them
/// (<see cref="QueryLines"/>). Other members are left out.
/// </summary>
[Strategy("JsonLines", "a .jsonl file of texts ({\"text\", \"label\"}), scored pairs ({\"sentence1\", \"sentence2\", \"score\"}) or queries ({\"query\", \"document\"})")]
internal sealed class JsonLinesReader : IDatasetReader
{
    private const string Form =
        "A line is {\"text\": \"...\", \"label\": ...}, {\"sentence1\": \"...\", \"sentence2\": \"...\", \"score\": ...} or {\"query\": \"...\", \"document\": \"...\"}";

    public bool Recognizes(DatasetLocation location) =>
        IsJsonLines(location) && !AudioLinesReader.NamesRecording(location.Files[0]);

    /// <summary>True for one file with the extension of JSON lines.</summary>
    internal static bool IsJsonLines(DatasetLocation location) => location.IsFile && Path.GetExtension(location.Files[0]).ToLowerInvariant() is ".jsonl" or ".ndjson";

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var file = location.Files[0];
        builder.RequireTexts(location);
        var labels = new TextLabels(source, location.Name);
        var items = new List<TextItem>();
        var queries = new QueryLines();
        var kinds = new List<LabelKind>();
        foreach (var (index, text) in TextFile.Lines(file).Index())
        {
            var line = new JsonLine(text, index + 1, file, Form);
            kinds.Add(line.Has("query") ? queries.Add(line) : Add(items, line, labels));
            if (kinds[^1] != kinds[0])
            {
                throw DataFile.Invalid(file, FormattableString.Invariant($"has other members in line {index + 1} than in line 1. {Form}, all lines alike"));
            }
        }

        var kind = kinds.Count == 0 ? LabelKind.None : kinds[0];
        return new TextContent(builder, kind == LabelKind.Relevance ? queries.Items() : items, kind, file);
    }

    private static LabelKind Add(List<TextItem> items, JsonLine line, TextLabels labels)
    {
        if (line.Has("sentence1") || line.Has("sentence2"))
        {
            AddPair(items, line);
            return LabelKind.Pair;
        }

        var label = line.Find("label") is { } found ? labels.FromJson(found, line.Where) : null;
        items.Add(new TextItem(FormattableString.Invariant($"#{items.Count}"), line.Text("text"), label));
        return label is null ? LabelKind.None : labels.Kind;
    }

    private static void AddPair(List<TextItem> items, JsonLine line)
    {
        if (line.Find("score") is not { ValueKind: JsonValueKind.Number } score || !double.IsFinite(score.GetDouble()))
        {
            throw line.Error("has no number as \"score\"");
        }

        var pair = items.Count / 2;
        foreach (var (side, name) in new[] { "sentence1", "sentence2" }.Index())
        {
            items.Add(new TextItem(string.Create(CultureInfo.InvariantCulture, $"#{pair}{(side == 0 ? 'a' : 'b')}"), line.Text(name), new PairLabel(pair, side, score.GetDouble())));
        }
    }
}
