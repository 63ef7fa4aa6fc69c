using System.Text.Json;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Annotations;

/// <summary>One image of a COCO file.</summary>
/// <param name="Width">In pixels; 0 when it is not given, as <paramref name="Height"/>.</param>
internal sealed record CocoImage(long Id, string FileName, int Width, int Height, long Line);

/// <summary>One object.</summary>
/// <param name="Box">In pixels of its image.</param>
internal sealed record CocoObject(long Id, long Image, long Category, Box Box, bool IsCrowd, long Line);

/// <summary>
/// A COCO file of objects, read element by element. Outlines, captions and what else there is are left out; every id is a whole number.
/// </summary>
/// <param name="Images">By ascending id, as the reference orders them.</param>
/// <param name="Categories">By ascending id.</param>
/// <param name="Objects">By image id, in the order of the file.</param>
internal sealed record CocoFile(IReadOnlyList<CocoImage> Images, IReadOnlyList<(long Id, string Name)> Categories, ILookup<long, CocoObject> Objects)
{
    private const long MaxBytes = 1 << 30;
    private const int MostEntries = 10_000_000;

    /// <exception cref="UserErrorException">MC2003, MC2005, MC2008: it cannot be read, is no JSON or no COCO file, has an id twice or names one that is not there; names the line.</exception>
    public static CocoFile Read(string file)
    {
        var bytes = DataFile.ReadAllBytes(file, MaxBytes);
        try
        {
            return Read(bytes, file);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw DataFile.Invalid(file, error is JsonException { LineNumber: { } line } ? $"is no valid JSON in line {line + 1}: {error.Message}" : $"is no valid JSON: {error.Message}", error);
        }
    }

    private static CocoFile Read(byte[] bytes, string file)
    {
        var images = new Dictionary<long, CocoImage>();
        var categories = new SortedDictionary<long, string>();
        var objects = new List<CocoObject>();
        var ids = new HashSet<long>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var text = bytes.AsMemory(bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0);
        var reader = new Utf8JsonReader(text.Span, new JsonReaderOptions { MaxDepth = 64 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw DataFile.Invalid(file, "is no COCO file: that is an object with images, annotations and categories");
        }

        var lines = new LineCounter(text);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            if (name is not ("images" or "annotations" or "categories"))
            {
                reader.Skip();
                continue;
            }

            if (!seen.Add(name) || reader.TokenType != JsonTokenType.StartArray)
            {
                throw DataFile.Invalid(file, $"has '{name}' {(reader.TokenType == JsonTokenType.StartArray ? "twice" : "that is no list")} in line {lines.At(reader.TokenStartIndex)}");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var line = lines.At(reader.TokenStartIndex);
                using var element = JsonDocument.ParseValue(ref reader);
                var entry = new CocoEntry(element.RootElement, name, line, file);
                var isNew = name switch
                {
                    "images" => images.TryAdd(entry.Id, entry.ToImage()),
                    "categories" => categories.TryAdd(entry.Id, entry.Text("name")),
                    _ => ids.Add(entry.Id) && Add(objects, entry.ToObject()),
                };
                if (!isNew || images.Count + objects.Count + categories.Count > MostEntries)
                {
                    throw isNew ? DataFile.Invalid(file, $"has more than {MostEntries} entries") : entry.Error("has an id that was there before");
                }
            }
        }

        reader.Read(); // nothing may follow
        return Checked(images, categories, objects, file, seen);
    }

    private static bool Add(List<CocoObject> objects, CocoObject found)
    {
        objects.Add(found);
        return true;
    }

    private static CocoFile Checked(Dictionary<long, CocoImage> images, SortedDictionary<long, string> categories, List<CocoObject> objects, string file, HashSet<string> seen)
    {
        if (!seen.Contains("images"))
        {
            throw DataFile.Invalid(file, "is no COCO file: it has no list 'images'");
        }

        foreach (var found in objects.Where(found => !images.ContainsKey(found.Image) || !categories.ContainsKey(found.Category)))
        {
            var (what, id) = images.ContainsKey(found.Image) ? ("category", found.Category) : ("image", found.Image);
            throw DataFile.Invalid(file, FormattableString.Invariant($"has annotation {found.Id} in line {found.Line}, whose {what} {id} does not exist"));
        }

        foreach (var found in objects.Where(found => IsOutside(found.Box, images[found.Image])))
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"has annotation {found.Id} in line {found.Line}, whose box lies outside its image"));
        }

        var doubled = categories.GroupBy(category => category.Value, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        return doubled is null
            ? new CocoFile([.. images.Values.OrderBy(image => image.Id)], [.. categories.Select(pair => (pair.Key, pair.Value))], objects.ToLookup(found => found.Image))
            : throw DataFile.Invalid(file, $"has two categories of the name '{doubled}'");
    }

    private static bool IsOutside(Box box, CocoImage image) =>
        box.Right < 0 || box.Bottom < 0 || (image.Width > 0 && box.Left > image.Width) || (image.Height > 0 && box.Top > image.Height);
}
