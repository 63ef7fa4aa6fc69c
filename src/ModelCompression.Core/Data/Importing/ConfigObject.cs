using System.Text.Json;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Importing;

/// <summary>A configuration file, read strictly: what has another form than expected is MC2011.</summary>
internal sealed class ConfigObject(ImportSource source, JsonElement root)
{
    private const int MaxSide = 16_384;

    public ImportSource Source => source;

    public bool Has(string key) => Element(key) is not null;

    /// <summary>The value of a key; null when it is absent or null.</summary>
    public JsonElement? Element(string key) => root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <exception cref="Diagnostics.UserErrorException">MC2011: a key that is neither known nor harmless, and is not switched off.</exception>
    public void RequireKeys(string[] known, string[] harmless)
    {
        foreach (var key in root.EnumerateObject().Where(key => key.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)))
        {
            if (!known.Contains(key.Name) && !harmless.Contains(key.Name))
            {
                throw source.Error(key.Name, $"is {Short(key.Value.GetRawText())}, which may change the result and is not supported; supported are {string.Join(", ", known)}. Write a preprocessing spec, or take the key out when it changes nothing");
            }
        }
    }

    public string? Text(string key) => Element(key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public bool? Flag(string key) => Element(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw source.Error(key, $"is {Short(other.GetRawText())}; it must be true or false"),
    };

    public double? Number(string key) => Element(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && double.IsFinite(value) => value,
        { } other => throw source.Error(key, $"is {Short(other.GetRawText())}; it must be a number"),
    };

    /// <summary>A list of numbers, or one.</summary>
    public double[] Numbers(string key) => Element(key) switch
    {
        null => throw source.Error(key, "is missing, and do_normalize is set"),
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) => [.. list.EnumerateArray().Select(item => item.GetDouble())],
        _ => [Number(key) ?? 0],
    };

    /// <summary>Height and width; one number for a length that is not said to be both; null when it is absent.</summary>
    public int[]? Size(string key)
    {
        if (Element(key) is not { } size)
        {
            return null;
        }

        if (size.ValueKind == JsonValueKind.Number)
        {
            return key == "crop_size" ? [Side(key, size), Side(key, size)] : [Side(key, size)];
        }

        if (size.ValueKind == JsonValueKind.Array && size.GetArrayLength() == 2)
        {
            return [Side(key, size[0]), Side(key, size[1])];
        }

        if (size.ValueKind != JsonValueKind.Object)
        {
            throw source.Error(key, $"is {Short(size.GetRawText())}; it must be a number, or hold shortest_edge, or height and width");
        }

        var sides = size.EnumerateObject().Where(side => side.Value.ValueKind != JsonValueKind.Null).ToDictionary(side => side.Name, side => side.Value);
        return sides.Count == 1 && sides.TryGetValue("shortest_edge", out var edge) ? [Side(key, edge)]
            : sides.Count == 2 && sides.TryGetValue("height", out var height) && sides.TryGetValue("width", out var width) ? [Side(key, height), Side(key, width)]
            : throw source.Error(key, $"holds {string.Join(", ", sides.Keys)}; supported are shortest_edge alone, or height and width");
    }

    /// <summary>The model's single required input, which takes an image.</summary>
    public Port ImageInput() => source.Model.Inputs is [{ Type.Dims: null or { Count: 4 } } input]
        ? input
        : throw source.Error($"the model must have one input, an image of four axes; its inputs are {source.InputNames}. Write a preprocessing spec");

    /// <summary>Channels last when the last axis alone has the size of channels.</summary>
    public string Layout(Port input) => input.Type?.Dims is [_, { Size: not (1 or 3) }, _, { Size: 1 or 3 }] ? "NHWC" : "NCHW";

    public string ElementName(Port input) => input.Type?.Element switch
    {
        ElementType.Float16 => "float16",
        ElementType.UInt8 => "uint8",
        _ => "float32",
    };

    private int Side(string key, JsonElement side) => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out var length) && length is > 0 and <= MaxSide
        ? length
        : throw source.Error(key, $"holds {Short(side.GetRawText())}; sides are whole numbers from 1 to {MaxSide}");

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
