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
        var text = bytes.AsMemory(bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0);
        var reader = new Utf8JsonReader(text.Span, new JsonReaderOptions { MaxDepth = 64 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw DataFile.Invalid(file, "is no COCO file: that is an object with images, annotations and categories");
        }

        var lines = new LineCounter(text);
        var lists = new CocoLists(file);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            if (!CocoLists.IsKnown(name))
            {
                reader.Skip();
                continue;
            }

            lists.Begin(name, reader.TokenType == JsonTokenType.StartArray, lines.At(reader.TokenStartIndex));
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var line = lines.At(reader.TokenStartIndex);
                using var element = JsonDocument.ParseValue(ref reader);
                lists.Add(new CocoEntry(element.RootElement, name, line, file));
            }
        }

        reader.Read(); // nothing may follow
        return lists.ToFile();
    }
}
