using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Audio;

/// <summary>Texts that lie beside WAV files: <c>x.txt</c> beside <c>x.wav</c>, or lists <c>*.trans.txt</c> with lines <c>ID TEXT</c> for <c>ID.wav</c> in the same folder, as LibriSpeech has them.</summary>
internal static class Transcripts
{
    private const string ListSuffix = ".trans.txt";

    /// <summary>True when a WAV file has its text, or there is a list of texts.</summary>
    public static bool Has(DatasetLocation location)
    {
        var texts = location.Files.Where(file => file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)).ToHashSet(StringComparer.Ordinal);
        return texts.Any(IsList) || location.Files.Any(file => WaveFile.IsName(file) && texts.Contains(TextOf(file)));
    }

    /// <summary>Every WAV file with its text, in the order of the files.</summary>
    /// <returns>The items, and everything that is read.</returns>
    /// <exception cref="UserErrorException">MC2005: a list names a file that does not exist; MC2007: a file has no text; MC2008: a text is empty or twice, or not UTF-8.</exception>
    public static (IReadOnlyList<AudioItem> Items, IReadOnlyList<string> Files) Read(DatasetLocation location)
    {
        string[] lists = [.. location.Files.Where(IsList)];
        var listed = lists.SelectMany(list => Lines(location, list)).ToDictionary(line => line.File, line => line.Text, StringComparer.Ordinal);
        var (items, read) = (new List<AudioItem>(), new List<string>(lists));
        foreach (var file in location.Files.Where(WaveFile.IsName))
        {
            var name = location.RelativeName(file);
            read.Add(file);
            if (!listed.TryGetValue(file, out var text))
            {
                var beside = TextOf(file);
                text = location.Files.Contains(beside, StringComparer.Ordinal) ? string.Join('\n', TextFile.Lines(beside)) : throw new UserErrorException(
                    Codes.LabelsMissing, $"Data set '{location.Name}' has transcripts, but none for '{name}'. Write it to '{Path.GetFileName(beside)}' beside it, or take the recording out.", location.Path);
                read.Add(beside);
                RequireText(text, beside, 1);
            }

            items.Add(new AudioItem(name, file, new TextLabel(text)));
        }

        return (items, read);
    }

    private static List<(string File, string Text)> Lines(DatasetLocation location, string list)
    {
        var lines = new List<(string File, string Text)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var folder = Path.GetDirectoryName(location.RelativeName(list)) is { Length: > 0 } below ? below + "/" : "";
        foreach (var (index, line) in TextFile.Lines(list).Index())
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var id = space < 0 ? line : line[..space];
            RequireText(space < 0 ? "" : line[space..], list, index + 1);
            if (!seen.Add(id))
            {
                throw DataFile.Invalid(list, FormattableString.Invariant($"names '{id}' a second time in line {index + 1}"));
            }

            lines.Add((ListedFile.Contained(location, $"{folder}{id}.wav", list, index + 1), line[(space + 1)..]));
        }

        return lines;
    }

    private static bool IsList(string file) => file.EndsWith(ListSuffix, StringComparison.OrdinalIgnoreCase);

    private static string TextOf(string file) => Path.ChangeExtension(file, ".txt");

    private static void RequireText(string text, string file, int line)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"has no text in line {line}; write what is said, or take the recording out"));
        }
    }
}
