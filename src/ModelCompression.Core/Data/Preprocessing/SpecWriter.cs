using System.Text;
using System.Text.Json;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Writes a spec with every field, inputs in ordinal order: the copy that reports hold and that reads back to an equal spec.</summary>
internal static class SpecWriter
{
    public static string Write(PreprocessingSpec spec)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", PreprocessingSpec.Schema);
            json.WriteStartObject("inputs");
            foreach (var (name, input) in spec.Inputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                WriteInput(json, name, input);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("outputs");
            foreach (var (name, output) in spec.Outputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                WriteOutput(json, output);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            if (spec.ClassNames is { } classes)
            {
                WriteTexts(json, "classes", classes);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteOutput(Utf8JsonWriter json, OutputSpec output)
    {
        json.WriteString("decode", output.Decode);
        if (output.Detection is { } detection)
        {
            json.WriteNumber("confidence", detection.Confidence);
            json.WriteNumber("maxDetections", detection.MaxDetections);
            if (OutputSpecParser.Has(output.Decode, "iou"))
            {
                json.WriteNumber("iou", detection.Iou);
                json.WriteBoolean("classAgnostic", detection.ClassAgnostic);
                json.WriteBoolean("multiLabel", detection.MultiLabel);
            }
        }

        if (OutputSpecParser.Has(output.Decode, "peak"))
        {
            json.WriteNumber("peak", output.Peak);
        }

        if (OutputSpecParser.Has(output.Decode, "threshold"))
        {
            json.WriteNumber("threshold", output.Threshold);
        }

        if (output.Ctc is { } ctc)
        {
            json.WriteString("vocab", ctc.Vocabulary.Name);
            json.WriteString("vocabSha256", ctc.Vocabulary.Sha256);
            json.WriteNumber("blank", ctc.Blank);
            json.WriteString("wordDelimiter", ctc.WordDelimiter);
        }
    }

    private static void WriteInput(Utf8JsonWriter json, string name, InputSpec input)
    {
        if (input is TextInputSpec text)
        {
            WriteText(json, name, text);
            return;
        }

        if (input is not ImageInputSpec { Image: var image })
        {
            WriteOther(json, input);
            return;
        }

        json.WriteString("type", "image");
        json.WriteString("color", SpecNames.Of(image.Color, SpecNames.Colors));
        json.WriteString("exif", SpecNames.Of(image.ApplyExif, SpecNames.Exif));
        json.WriteStartArray("steps");
        foreach (var step in image.Steps)
        {
            json.WriteStartObject();
            WriteStep(json, step);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("scale", image.Scale);
        WriteNumbers(json, "mean", image.Mean);
        WriteNumbers(json, "std", image.Std);
        json.WriteString("layout", SpecNames.Of(image.Layout, SpecNames.Layouts));
        json.WriteString("dtype", SpecNames.Of(image.Element, SpecNames.Types));
    }

    private static void WriteOther(Utf8JsonWriter json, InputSpec input)
    {
        switch (input)
        {
            case AudioInputSpec audio: AudioSpecWriter.Write(json, audio); break;
            case ConstantInputSpec constant: AudioSpecWriter.Write(json, constant); break;
            default: json.WriteString("type", "tensor"); break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, TextInputSpec text)
    {
        var source = text.Source;
        json.WriteString("type", "text");
        if (source.Input == name)
        {
            json.WriteString("tokenizer", source.TokenizerId);
            json.WriteString("vocab", source.Vocabulary.Name);
            json.WriteString("vocabSha256", source.Vocabulary.Sha256);
            if (source.Merges is { } merges)
            {
                json.WriteString("merges", merges.Name);
                json.WriteString("mergesSha256", merges.Sha256);
            }

            WriteTemplate(json, source);
            json.WriteNumber("maxLength", source.MaxLength);
            json.WriteString("pad", SpecNames.Of(source.Padding, SpecNames.Paddings));
            json.WriteBoolean("specials", source.Specials);
        }
        else
        {
            json.WriteString("sameAs", source.Input);
        }

        json.WriteString("emit", SpecNames.Of(text.Emit, SpecNames.Emits));
    }

    /// <summary>What a tokenizer does not know, or does without, is not written.</summary>
    private static void WriteTemplate(Utf8JsonWriter json, TextSource source)
    {
        json.WriteBoolean("lowercase", source.Lowercase);
        if (source.AddPrefixSpace is { } prefix)
        {
            json.WriteBoolean("addPrefixSpace", prefix);
        }

        WriteTexts(json, "start", source.Template.Start);
        WriteTexts(json, "end", source.Template.End);
        foreach (var (key, token) in new[] { ("padToken", source.Template.Padding), ("unknownToken", source.Template.Unknown) })
        {
            if (token is not null)
            {
                json.WriteString(key, token);
            }
        }
    }

    private static void WriteStep(Utf8JsonWriter json, ImageStep step)
    {
        switch (step)
        {
            case ResizeStep resize:
                json.WriteStartObject("resize");
                json.WriteString("mode", SpecNames.Of(resize.Mode, SpecNames.Modes));
                WriteResizeSize(json, resize);
                json.WriteString("filter", SpecNames.Of(resize.Filter, SpecNames.Filters));
                json.WriteBoolean("antialias", resize.Antialias);
                json.WriteString("precision", SpecNames.Of(resize.Precision, SpecNames.Precisions));
                if (resize.Mode == ResizeMode.Letterbox)
                {
                    WritePad(json, resize.PadColor, resize.PadAlign);
                }

                json.WriteEndObject();
                break;
            case CenterCropStep crop:
                WriteSize(json, "centerCrop", crop.Size);
                break;
            case PadStep pad:
                json.WriteStartObject("pad");
                WriteSize(json, "size", pad.Size);
                WritePad(json, pad.PadColor, pad.PadAlign);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteResizeSize(Utf8JsonWriter json, ResizeStep resize)
    {
        if (resize.Mode is ResizeMode.Shortest or ResizeMode.Longest)
        {
            json.WriteNumber("size", resize.Size.Width);
        }
        else
        {
            WriteSize(json, "size", resize.Size);
        }
    }

    private static void WriteSize(Utf8JsonWriter json, string key, PixelSize size)
    {
        json.WriteStartObject(key);
        json.WriteNumber("height", size.Height);
        json.WriteNumber("width", size.Width);
        json.WriteEndObject();
    }

    private static void WritePad(Utf8JsonWriter json, IReadOnlyList<byte> color, PadAlign align)
    {
        WriteNumbers(json, "padColor", [.. color.Select(value => (double)value)]);
        json.WriteString("padAlign", SpecNames.Of(align, SpecNames.Aligns));
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    internal static void WriteNumbers(Utf8JsonWriter json, string key, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
