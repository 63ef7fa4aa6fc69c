using System.Text.Json.Nodes;
using ModelCompression.Analysis;

namespace ModelCompression.Data.Importing;

/// <summary>
/// Imports <c>preprocessor_config.json</c> of an image model: resize, centre crop, rescale, normalize, in this order. A key that is not known and not switched off is an
/// error, since it may change the result. A centre crop that leaves an odd rest is rounded as torchvision does, which may be a pixel off from other
/// image processors.
/// </summary>
[Strategy("preprocessor-config", "preprocessor_config.json of an image model.")]
internal sealed class ImageConfigImporter : ISpecImporter
{
    /// <summary>What changes nothing, or nothing here: colours are always read as RGB, and the order of the axes is the model's.</summary>
    private static readonly string[] Harmless =
    [
        "_valid_processor_keys", "auto_map", "data_format", "device", "disable_grouping", "do_convert_rgb", "do_reduce_labels", "feature_extractor_type", "image_processor_type",
        "image_seq_length", "image_token", "input_data_format", "num_channels", "processor_class", "reduce_labels", "return_tensors", "default_to_square",
    ];

    private static readonly string[] Known =
    [
        "do_resize", "size", "resample", "crop_pct", "do_center_crop", "crop_size", "do_rescale", "rescale_factor", "rescale_offset", "offset", "do_normalize", "image_mean", "image_std",
        "do_flip_channel_order",
    ];

    private static readonly string[] Signs = ["image_processor_type", "feature_extractor_type", "do_resize", "do_normalize", "image_mean"];

    /// <summary>Kinds of resizing that only their own code knows.</summary>
    private static readonly string[] Special = ["Levit", "PoolFormer", "Donut", "LayoutLM", "ImageGPT"];

    public bool Recognizes(ImportSource source) => source.Json is { } json && !json.TryGetProperty("schema", out _) && Signs.Any(sign => json.TryGetProperty(sign, out _)) && !new AudioConfigImporter().Recognizes(source);

    public JsonObject Import(ImportSource source)
    {
        var config = new ConfigObject(source, source.Json ?? default);
        var type = config.Text("image_processor_type") ?? config.Text("feature_extractor_type") ?? "";
        if (Array.Find(Special, special => type.StartsWith(special, StringComparison.OrdinalIgnoreCase)) is not null)
        {
            throw source.Error("image_processor_type", $"is \"{type}\", which resizes in a way of its own. Write a preprocessing spec");
        }

        config.RequireKeys(Known, Harmless);
        var input = config.ImageInput();
        var image = new JsonObject { ["type"] = "image", ["color"] = "RGB", ["steps"] = ImageConfigSteps.Of(config, type) };
        AddValues(config, image);
        image["layout"] = config.Layout(input);
        image["dtype"] = config.ElementName(input);
        return new JsonObject { ["schema"] = 1, ["inputs"] = new JsonObject { [input.Name] = image } };
    }

    /// <summary><c>x * factor</c>, less 1 with an offset, then <c>(x - mean) / std</c>.</summary>
    private static void AddValues(ConfigObject config, JsonObject image)
    {
        var rescales = config.Flag("do_rescale") ?? true;
        var offset = rescales && (config.Flag("rescale_offset") ?? config.Flag("offset") ?? false) ? 1 : 0;
        var normalizes = config.Flag("do_normalize") ?? config.Has("image_mean");
        var mean = normalizes ? config.Numbers("image_mean") : [0];
        var std = normalizes ? config.Numbers("image_std") : [1];
        if (config.Flag("do_flip_channel_order") ?? false)
        {
            image["color"] = normalizes ? throw config.Source.Error("do_flip_channel_order", "is set together with do_normalize, and which one comes first is not known. Write a preprocessing spec") : "BGR";
        }

        image["scale"] = rescales ? config.Number("rescale_factor") ?? 1.0 / byte.MaxValue : 1;
        image["mean"] = List(mean.Select(value => value + offset));
        image["std"] = List(std);
    }

    private static JsonArray List(IEnumerable<double> numbers) => [.. numbers.Select(number => (JsonNode)number)];
}
