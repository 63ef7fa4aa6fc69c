using System.Text.Json;
using ModelCompression.Data;
using ModelCompression.Data.Importing;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Importing;

/// <summary>Imports files for small models.</summary>
internal static class Imports
{
    public static readonly ModelSignature Image = Model([Ports.Of("pixels", ElementType.Float, -1, 3, 224, 224)], [Ports.Of("logits", ElementType.Float, -1, 10)]);

    public static readonly ModelSignature Text = Model(
        [Ports.Of("input_ids", ElementType.Int64, -1, -1), Ports.Of("attention_mask", ElementType.Int64, -1, -1), Ports.Of("token_type_ids", ElementType.Int64, -1, -1)],
        [Ports.Of("last_hidden_state", ElementType.Float, -1, -1, 8)]);

    public static ModelSignature Model(Port[] inputs, Port[] outputs, params (string Key, string Value)[] metadata) =>
        new(inputs, outputs, metadata.ToDictionary(entry => entry.Key, entry => entry.Value));

    public static PreprocessingSpec Load(DataFolder folder, string name, string content, ModelSignature model) => SpecImporters.Load(folder.Write(name, content), model);

    /// <summary>What a spec says of one input, on one line and without its tokenizer's hash.</summary>
    public static string Input(PreprocessingSpec spec, string name)
    {
        using var document = JsonDocument.Parse(spec.ToResolvedJson());
        return string.Join(' ', document.RootElement.GetProperty("inputs").GetProperty(name).EnumerateObject().Where(member => member.Name is not ("type" or "vocabSha256"))
            .Select(member => $"{member.Name}={JsonSerializer.Serialize(member.Value, Plain)}"));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
