using System.Globalization;
using System.Text.Json;
using ModelCompression.Analysis;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A <c>.jsonl</c> file with one JSON object a line: <c>{"text": "...", "label": 1}</c>, where the label is a class index or, with class names given, a name and may be
/// missing in all lines; or scored pairs <c>{"sentence1": "...", "sentence2": "...", "score": 0.7}</c>, each two samples. Other members are left out.
/// </summary>
[Strategy("JsonLines", "a .jsonl file of texts ({\"text\", \"label\"}) or scored pairs ({\"sentence1\", \"sentence2\", \"score\"})")]
internal sealed class JsonLinesReader : IDatasetReader
{
    private const string Form = "A line is {\"text\": \"...\", \"label\": ...} or {\"sentence1\": \"...\", \"sentence2\": \"...\", \"score\": ...}";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    public bool Recognizes(DatasetLocation location) =>
        IsJsonLines(location) && !AudioLinesReader.NamesRecording(location.Files[0]);

    /// <summary>True for one file with the extension of JSON lines.</summary>
    internal static bool IsJsonLines(DatasetLocation location) => location.IsFile && Path.GetExtension(location.Files[0]).ToLowerInvariant() is ".jsonl" or ".ndjson";

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var file = location.Files[0];
        builder.RequireTexts(location);
        var classes = new ClassLabels(source, location.Name);
        var items = new List<TextItem>();
        var kinds = new List<LabelKind>();
        foreach (var (index, line) in TextFile.Lines(file).Index())
        {
            kinds.Add(Add(items, line, index + 1, file, classes));
            if (kinds[^1] != kinds[0])
            {
                throw DataFile.Invalid(file, FormattableString.Invariant($"has other members in line {index + 1} than in line 1. {Form}, all lines alike"));
            }
        }

        return new TextContent(builder, items, kinds.Count == 0 ? LabelKind.None : kinds[0], file);
    }

    private static LabelKind Add(List<TextItem> items, string line, int number, string file, ClassLabels classes)
    {
        using var document = Parse(line, number, file);
        var root = document.RootElement;
        if (root.TryGetProperty("sentence1", out _) || root.TryGetProperty("sentence2", out _))
        {
            AddPair(items, root, number, file);
            return LabelKind.Pair;
        }

        var hasLabel = root.TryGetProperty("label", out var label);
        var id = FormattableString.Invariant($"#{items.Count}");
        var found = hasLabel ? classes.FromText(label.ValueKind == JsonValueKind.String ? label.GetString() ?? "" : label.GetRawText(), FormattableString.Invariant($"in line {number}")) : null;
        items.Add(new TextItem(id, Text(root, "text", number, file), found));
        return hasLabel ? LabelKind.Class : LabelKind.None;
    }

    private static void AddPair(List<TextItem> items, JsonElement root, int number, string file)
    {
        if (!root.TryGetProperty("score", out var score) || score.ValueKind != JsonValueKind.Number || !double.IsFinite(score.GetDouble()))
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"has no number as \"score\" in line {number}. {Form}"));
        }

        var pair = items.Count / 2;
        foreach (var (side, name) in new[] { "sentence1", "sentence2" }.Index())
        {
            items.Add(new TextItem(string.Create(CultureInfo.InvariantCulture, $"#{pair}{(side == 0 ? 'a' : 'b')}"), Text(root, name, number, file), new PairLabel(pair, side, score.GetDouble())));
        }
    }

    /// <exception cref="UserErrorException">MC2008: the line is no JSON object.</exception>
    private static JsonDocument Parse(string line, int number, string file) => Parse(line, number, file, Form);

    /// <summary>One line.</summary>
    /// <param name="form">For messages: what a line looks like.</param>
    /// <exception cref="UserErrorException">MC2008: the line is no JSON object.</exception>
    internal static JsonDocument Parse(string line, int number, string file, string form)
    {
        try
        {
            var document = JsonDocument.Parse(line, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException error)
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"has no valid JSON in line {number}: {error.Message.TrimEnd('.')}. {form}"), error);
        }

        throw DataFile.Invalid(file, FormattableString.Invariant($"has no JSON object in line {number}. {form}"));
    }

    private static string Text(JsonElement root, string name, int number, string file)
    {
        var text = root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return string.IsNullOrWhiteSpace(text) ? throw DataFile.Invalid(file, FormattableString.Invariant($"has no text as \"{name}\" in line {number}. {Form}")) : text;
    }
}
