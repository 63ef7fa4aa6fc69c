using System.Text.Json;
using ModelCompression.Analysis;
using ModelCompression.Data.Audio;
using ModelCompression.Data.Text;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A <c>.jsonl</c> file with one JSON object a line: <c>{"audio": "a.wav", "text": "..."}</c>, with paths relative to the file that stay in its folder. All lines have a text
/// or none; other members are left out.
/// </summary>
[Strategy("AudioLines", "a .jsonl file that lists .wav files with texts: {\"audio\", \"text\"}")]
internal sealed class AudioLinesReader : IDatasetReader
{
    private const string Form = "A line is {\"audio\": \"x.wav\", \"text\": \"...\"}";

    public bool Recognizes(DatasetLocation location) => JsonLinesReader.IsJsonLines(location) && NamesRecording(location.Files[0]);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var audio = builder.RequireAudio(location);
        var file = location.Files[0];
        var items = new Dictionary<string, AudioItem>(StringComparer.Ordinal);
        foreach (var (index, line) in TextFile.Lines(file).Index())
        {
            var item = Read(line, index + 1, location);
            if ((item.Label is null) != (items.Values.FirstOrDefault(item).Label is null))
            {
                throw DataFile.Invalid(file, FormattableString.Invariant($"has a \"text\" in some lines and none in others, for example line {index + 1}. {Form}, all lines alike"));
            }

            if (!items.TryAdd(item.File, item))
            {
                throw DataFile.Invalid(file, FormattableString.Invariant($"lists '{item.Id}' a second time in line {index + 1}"));
            }
        }

        var kind = items.Values.FirstOrDefault()?.Label is null ? LabelKind.None : LabelKind.Text;
        return new AudioContent(builder, audio, [.. items.Values], kind, [file, .. items.Keys]);
    }

    /// <summary>True when the first line is an object with a member <c>audio</c>.</summary>
    internal static bool NamesRecording(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(TextFile.FirstLine(file));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("audio", out _);
        }
        catch (JsonException)
        {
            return false; // the reader of texts says what is wrong
        }
    }

    private static AudioItem Read(string line, int number, DatasetLocation location)
    {
        var file = location.Files[0];
        var read = new JsonLine(line, number, file, Form);
        var name = read.Text("audio").Replace('\\', '/');
        if (!WaveFile.IsName(name))
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"lists '{name}' in line {number}, which is no WAV file"));
        }

        return new AudioItem(name, ListedFile.Contained(location, name, file, number), read.Has("text") ? new TextLabel(read.Text("text")) : null);
    }
}
