using System.Text;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Runtime.Images;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Files;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Json;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Preprocessing;

/// <summary>Reads from a preprocessing spec how a model's inputs are made of images. Everything else in it is for the engine to judge.</summary>
internal static class ImageInputs
{
    private const long MaxBytes = 1 << 20;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>By the name of the model's input; empty when the file is of another kind, such as a tokenizer.</summary>
    /// <exception cref="ItemException">MC2011: the spec is invalid or names no input of the model; MC2004: it makes another type than the input takes.</exception>
    public static IReadOnlyDictionary<string, ImageSpec> Read(ModelItem item, string projectDirectory, ModelSignature signature)
    {
        var result = new Dictionary<string, ImageSpec>(StringComparer.Ordinal);
        if (item["Preprocess"].IndexOfAny(Path.GetInvalidPathChars()) >= 0 || !item["Preprocess"].EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return result;
        }

        var path = ProjectPath.Absolute(projectDirectory, item["Preprocess"]);
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
        {
            return result;
        }

        var file = new SpecFile(path);
        var json = File.Exists(path) ? Parse(File.ReadAllBytes(path), file) : throw file.Error("the file", "does not exist");
        if (!json.Members.Any(member => member.Key == "schema"))
        {
            return result;
        }

        var top = new SpecObject(json, file, "");
        top.Whole("schema", top.Required("schema"), 1, 1);
        var inputs = top.Object("inputs");
        foreach (var name in inputs.Keys)
        {
            var value = Find(signature, name) ?? throw NoInput(file, name, signature);
            if (IsImage(inputs.Required(name)))
            {
                result[name] = ImageSpecParser.Parse(inputs.Object(name));
                RequireType(path, name, result[name], value);
            }
        }

        return result;
    }

    private static SpecValue Parse(byte[] bytes, SpecFile file)
    {
        try
        {
            var text = Utf8.GetString(bytes);
            return JsonTree.Read(text.StartsWith("\uFEFF", StringComparison.Ordinal) ? text.Substring(1) : text);
        }
        catch (Exception problem) when (problem is FormatException or DecoderFallbackException)
        {
            throw file.Error("the file", $"is no valid JSON: {problem.Message.TrimEnd('.')}");
        }
    }

    private static bool IsImage(SpecValue input) => input.Members.Any(member => member is { Key: "type", Value: { Kind: SpecKind.String, Text: "image" } });

    private static SignatureValue? Find(ModelSignature signature, string name) => signature.Inputs.FirstOrDefault(input => input.Name == name && !input.HasDefault);

    private static Exception NoInput(SpecFile file, string name, ModelSignature signature) => file.Error(
        $"'inputs.{name}'",
        $"is no input of the model. The model's inputs are: {string.Join(", ", signature.Inputs.Where(input => !input.HasDefault).Select(input => input.Name))}");

    private static void RequireType(string path, string name, ImageSpec spec, SignatureValue input)
    {
        var number = spec.Element switch
        {
            ImageElement.UInt8 => 2,
            ImageElement.Float16 => 10,
            _ => 1,
        };
        if (input.Kind != SignatureKind.Tensor || input.ElementType != number)
        {
            throw new ItemException(
                TaskCodes.DataMismatch,
                $"Preprocessing spec '{Path.GetFileName(path)}': 'inputs.{name}.dtype' makes {TensorTypes.Name(number)} elements; the model's input takes {TensorTypes.Name(input.ElementType)}.");
        }
    }
}
